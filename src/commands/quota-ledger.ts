import { Inject, Injectable } from '@nestjs/common';
import { commit, release, reserve, withCheckpoint } from '../domain/quota/quota.decide.js';
import { quotaAggregate, type Deltas } from '../domain/quota/quota.state.js';
import type { Claim } from '../domain/shared/claim.js';
import type { LogPosition } from '../drivers/event-log/port.js';
import { AggregateStore } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import type { CommandSettings } from './settings.js';
import { SETTINGS } from './tokens.js';

export interface Reserving {
  readonly projectId: string;
  /** See domain/process/settle-reservation.ts. */
  readonly reservationId: string;
  readonly claim: Claim;
  readonly deltas: Deltas;
}

/** What a project uses, one stream per project. */
@Injectable()
export class QuotaLedger {
  constructor(
    private readonly store: AggregateStore,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
  ) {}

  /** @throws the over-quota errors of Cinder */
  async reserve(context: CommandContext, wanted: Reserving): Promise<void> {
    const { projectId, reservationId, claim, deltas } = wanted;
    await this.store.execute(quotaAggregate, projectId, context, (state, revision) =>
      withCheckpoint(
        state,
        reserve(state, reservationId, claim, deltas, this.settings.quotaLimits),
        revision,
      ),
    );
  }

  async commit(
    context: CommandContext,
    projectId: string,
    reservationId: string,
  ): Promise<LogPosition | undefined> {
    const written = await this.store.execute(quotaAggregate, projectId, context, (state, revision) =>
      withCheckpoint(state, commit(state, reservationId), revision),
    );
    return written.position;
  }

  async release(
    context: CommandContext,
    projectId: string,
    reservationId: string,
    reason: string,
  ): Promise<void> {
    await this.store.execute(quotaAggregate, projectId, context, (state, revision) =>
      withCheckpoint(state, release(state, reservationId, reason), revision),
    );
  }
}
