import { Inject, Injectable } from '@nestjs/common';
import { commit, release, reserve, withCheckpoint } from '../domain/quota/quota.decide.js';
import { quotaAggregate, type Deltas } from '../domain/quota/quota.state.js';
import { settleReservation } from '../domain/process/settle-reservation.js';
import { sameClaim, type Claim } from '../domain/shared/claim.js';
import { EventLogUnavailable, type LogPosition } from '../drivers/event-log/port.js';
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

type Deletable = NonNullable<Parameters<typeof settleReservation>[1]>;

/** What a project uses, one stream per project. */
@Injectable()
export class QuotaLedger {
  constructor(
    private readonly store: AggregateStore,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
  ) {}

  /** False when the reservation was there already. @throws the over-quota errors of Cinder */
  async reserve(context: CommandContext, wanted: Reserving): Promise<boolean> {
    const { projectId, reservationId, claim, deltas } = wanted;
    let isNew = false;
    await this.store.execute(quotaAggregate, projectId, context, (state, revision) => {
      const events = reserve(state, reservationId, claim, deltas, this.settings.quotaLimits);
      isNew = events.length > 0;
      return withCheckpoint(state, events, revision);
    });
    return isNew;
  }

  /**
   * Sets aside what a deletion gives back. What the same aggregate has left open, because a request or a worker died, is
   * closed in the same append: a charge that came after the credit would stay for ever.
   */
  async reserveDelete(context: CommandContext, deleted: Deletable, wanted: Reserving): Promise<void> {
    const { projectId, reservationId, claim, deltas } = wanted;
    await this.store.execute(quotaAggregate, projectId, context, (state, revision) => {
      const left = Object.entries(state?.reservations ?? {})
        .filter(([id, reservation]) => id !== reservationId && sameClaim(reservation, claim))
        .flatMap(([id]) =>
          settleReservation(id, deleted) === 'commit' ? commit(state, id) : release(state, id, 'deleted'),
        );
      const events = [...left, ...reserve(state, reservationId, claim, deltas, this.settings.quotaLimits)];
      return withCheckpoint(state, events, revision);
    });
  }

  /**
   * Charges what was reserved for something that exists now. It is no reason to take anything back when the log is away:
   * the reconciler commits what is left open.
   */
  async commit(
    context: CommandContext,
    projectId: string,
    reservationId: string,
  ): Promise<LogPosition | undefined> {
    try {
      const written = await this.store.execute(quotaAggregate, projectId, context, (state, revision) =>
        withCheckpoint(state, commit(state, reservationId), revision),
      );
      return written.position;
    } catch (error) {
      if (error instanceof EventLogUnavailable) return undefined;
      throw error;
    }
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
