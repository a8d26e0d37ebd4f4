import { Injectable } from '@nestjs/common';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import type { Aggregate, AnyEvent } from '../../domain/shared/event.js';
import type { LogPosition } from '../../drivers/event-log/port.js';
import type { QuotaState } from '../../domain/quota/quota.state.js';
import { AggregateStore, AlreadyExists, type Written } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import type { Compensate } from '../compensation.js';
import { QuotaLedger, type Reserving } from '../quota-ledger.js';
import { TakenByTwin } from './refusals.js';

/** The quota of something new: set aside before it is recorded, charged afterwards. */
@Injectable()
export class NewQuota {
  constructor(
    private readonly store: AggregateStore,
    private readonly quotas: QuotaLedger,
  ) {}

  /** @throws TakenByTwin, VolumeSizeExceedsLimit and the over-quota errors of Cinder */
  async reserve<S, E extends AnyEvent>(
    context: CommandContext,
    aggregate: Aggregate<S, E>,
    wanted: Reserving,
    compensate: Compensate,
  ): Promise<void> {
    const { projectId, reservationId, claim } = wanted;
    const isNew = await this.quotas.reserve(context, wanted);
    if (context.idempotency !== undefined && !isNew) throw new TakenByTwin(reservationId);
    compensate(() => this.quotas.release(context, projectId, reservationId, 'request refused'));
    await requireNone(this.store, context, aggregate, claim.operation_id);
  }

  /** Records what was reserved for, and charges it in the same breath where the log can; else {@link commit} does. */
  begin<S, E extends AnyEvent>(
    context: CommandContext,
    aggregate: Aggregate<S, E>,
    id: string,
    events: readonly E[],
  ): Promise<{ readonly begun: Written<S>; readonly charged: Written<QuotaState> | undefined }> {
    const projectId = context.actor.project_id ?? '';
    return this.quotas.begin(context, { aggregate, id, events }, projectId, reservationFor.create(id));
  }

  commit(context: CommandContext, id: string): Promise<LogPosition | undefined> {
    return this.quotas.commit(context, context.actor.project_id ?? '', reservationFor.create(id));
  }
}

/**
 * A twin may have been through between this request's first look and its first hold. From the hold on no other twin is at
 * work, so what is not there now will not be made by one.
 */
export const requireNone = async <S, E extends AnyEvent>(
  store: AggregateStore,
  context: CommandContext,
  aggregate: Aggregate<S, E>,
  id: string,
): Promise<void> => {
  if (context.idempotency === undefined) return;
  if ((await store.load(aggregate, id)).revision >= 0n) throw new AlreadyExists(id);
};
