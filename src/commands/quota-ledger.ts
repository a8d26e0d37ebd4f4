import { Injectable } from '@nestjs/common';
import { checkVolumeSize } from '../domain/quota/limits.decide.js';
import { charge, commit, OverQuota, release, reserve, withCheckpoint } from '../domain/quota/quota.decide.js';
import type { QuotaEvent } from '../domain/quota/quota.events.js';
import { quotaAggregate, type Deltas, type QuotaState } from '../domain/quota/quota.state.js';
import { settleReservation } from '../domain/process/settle-reservation.js';
import { sameClaim, type Charged } from '../domain/shared/claim.js';
import { EventLogUnavailable, type LogPosition } from '../drivers/event-log/port.js';
import { AggregateStore, type Decision } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import { DefaultQuotaLimits } from './default-quota-limits.js';

export interface Reserving {
  readonly projectId: string;
  /** See domain/process/settle-reservation.ts. */
  readonly reservationId: string;
  readonly claim: Charged;
  readonly deltas: Deltas;
  /** The size, GiB, of the one volume that is made or grows; `per_volume_gigabytes` limits it. */
  readonly volumeSize?: number;
}

type Deletable = NonNullable<Parameters<typeof settleReservation>[1]>;

/** What a project uses, one stream per project. */
@Injectable()
export class QuotaLedger {
  constructor(
    private readonly store: AggregateStore,
    private readonly defaults: DefaultQuotaLimits,
  ) {}

  /** False when the reservation was there already. @throws VolumeSizeExceedsLimit and the over-quota errors of Cinder */
  async reserve(context: CommandContext, wanted: Reserving): Promise<boolean> {
    const { aggregate, id, decide } = await this.reserving(wanted);
    let isNew = false;
    const reserving = this.store.execute(aggregate, id, context, (state, revision) => {
      const events = decide(state, revision);
      isNew = events.length > 0;
      return events;
    });
    await reserving.catch(this.inClientsWords);
    return isNew;
  }

  /** The decision of {@link reserve}, which says nothing when the reservation was there already. */
  async reserving(wanted: Reserving): Promise<Decision<QuotaState, QuotaEvent>> {
    const { projectId, reservationId, claim, deltas, volumeSize = 0 } = wanted;
    const defaults = await this.defaults.now();
    return {
      aggregate: quotaAggregate,
      id: projectId,
      decide(state, revision) {
        const limits = { ...defaults, ...state?.limits };
        checkVolumeSize(volumeSize, limits);
        return withCheckpoint(state, reserve(state, reservationId, claim, deltas, limits), revision);
      },
    };
  }

  private readonly inClientsWords = async (error: unknown): Promise<never> => {
    if (!(error instanceof OverQuota)) throw error;
    const resource = await this.defaults.calledNow(error.over.resource);
    throw new OverQuota({ ...error.over, resource });
  };

  /** Set aside and neither charged nor given back yet. */
  async holds(projectId: string, reservationId: string): Promise<boolean> {
    const { state } = await this.store.load(quotaAggregate, projectId);
    return state?.reservations[reservationId] !== undefined;
  }

  /**
   * Sets aside what a deletion gives back. What the same aggregate has left open, because a request or a worker died, is
   * closed in the same append: a charge that came after the credit would stay for ever. No limit stands in the way.
   */
  async reserveDelete(context: CommandContext, deleted: Deletable, wanted: Reserving): Promise<void> {
    const { projectId, reservationId, claim, deltas } = wanted;
    await this.store.execute(quotaAggregate, projectId, context, (state, revision) => {
      const left = Object.entries(state?.reservations ?? {})
        .filter(([id, reservation]) => id !== reservationId && sameClaim(reservation, claim))
        .flatMap(([id]) =>
          settleReservation(id, deleted) === 'commit' ? commit(state, id) : release(state, id, 'deleted'),
        );
      const events = [...left, ...reserve(state, reservationId, claim, deltas, {})];
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
      const { aggregate, id, decide } = this.committing(projectId, reservationId);
      return (await this.store.execute(aggregate, id, context, decide)).position;
    } catch (error) {
      if (error instanceof EventLogUnavailable) return undefined;
      throw error;
    }
  }

  /** The decision of {@link commit}. */
  committing(projectId: string, reservationId: string): Decision<QuotaState, QuotaEvent> {
    return {
      aggregate: quotaAggregate,
      id: projectId,
      decide: (state, revision) => withCheckpoint(state, commit(state, reservationId), revision),
    };
  }

  /** Charges for something that belongs to the project now, whatever became of its reservation. */
  async charge(context: CommandContext, wanted: Reserving): Promise<LogPosition | undefined> {
    const { projectId, reservationId, claim, deltas } = wanted;
    const written = await this.store.execute(quotaAggregate, projectId, context, (state, revision) =>
      withCheckpoint(state, charge(state, reservationId, claim, deltas), revision),
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
