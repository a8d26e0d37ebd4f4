import { Inject, Injectable } from '@nestjs/common';
import { quotaClassAggregate } from '../domain/quota-class/quota-class.state.js';
import { defaultClass, effectiveLimits } from '../domain/quota/limits.decide.js';
import type { QuotaLimits } from '../domain/quota/quota.state.js';
import { asShown } from '../domain/type-catalogue/quota-names.js';
import { catalogueId, typeCatalogueAggregate } from '../domain/type-catalogue/type-catalogue.state.js';
import { AggregateStore } from './aggregate-store.js';
import type { CommandSettings } from './settings.js';
import { SETTINGS } from './tokens.js';

/** The limits of a project without limits of its own; a resource of which none is told has no limit. */
@Injectable()
export class DefaultQuotaLimits {
  constructor(
    private readonly store: AggregateStore,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
  ) {}

  configured(): QuotaLimits {
    return this.settings.quotaLimits;
  }

  /** Straight from the log: a limit counts from the moment it was answered, on every node. */
  async now(): Promise<QuotaLimits> {
    const { state } = await this.store.load(quotaClassAggregate, defaultClass);
    return effectiveLimits(this.configured(), state?.limits ?? {});
  }

  /** What clients call a resource: that of a type has the name that the type has now. */
  async calledNow(resource: string): Promise<string> {
    const { state } = await this.store.load(typeCatalogueAggregate, catalogueId);
    return state === null ? resource : asShown(resource, state);
  }
}
