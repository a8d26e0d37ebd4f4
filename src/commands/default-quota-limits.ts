import { Inject, Injectable } from '@nestjs/common';
import { quotaClassAggregate } from '../domain/quota-class/quota-class.state.js';
import { defaultClass, effectiveLimits } from '../domain/quota/limits.decide.js';
import type { QuotaLimits } from '../domain/quota/quota.state.js';
import { AggregateStore } from './aggregate-store.js';
import type { CommandSettings } from './settings.js';
import { SETTINGS } from './tokens.js';
import { VolumeTypes } from './volume-types.js';

const unlimited = -1;

/** Which resources have limits at all, and the limits of a project without limits of its own. */
@Injectable()
export class DefaultQuotaLimits {
  constructor(
    private readonly store: AggregateStore,
    private readonly types: VolumeTypes,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
  ) {}

  /** Every resource: the configured ones, and three for each volume type. */
  configured(): QuotaLimits {
    const ofTypes = this.types
      .list()
      .flatMap(({ name }) => [`volumes_${name}`, `gigabytes_${name}`, `snapshots_${name}`])
      .map((resource) => [resource, unlimited] as const);
    return { ...this.settings.quotaLimits, ...Object.fromEntries(ofTypes) };
  }

  /** Straight from the log: a limit counts from the moment it was answered, on every node. */
  async now(): Promise<QuotaLimits> {
    const { state } = await this.store.load(quotaClassAggregate, defaultClass);
    return effectiveLimits(this.configured(), state?.limits ?? {});
  }
}
