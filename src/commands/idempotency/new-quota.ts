import { Injectable } from '@nestjs/common';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import type { Aggregate, AnyEvent } from '../../domain/shared/event.js';
import type { LogPosition } from '../../drivers/event-log/port.js';
import { AggregateStore, AlreadyExists, type Decision, type Written } from '../aggregate-store.js';
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

  /**
   * All of a request at once: the reservation, other claims, the record, and the charge, in this order. Undefined when it has to
   * be done step by step, see {@link AggregateStore.together}; nothing is held then.
   */
  async atOnce<S, E extends AnyEvent>(
    context: CommandContext,
    wanted: Reserving,
    claims: readonly Decision<unknown, AnyEvent>[],
    record: Omit<Decision<S, E>, 'begins'>,
  ): Promise<{ readonly begun: Written<S>; readonly charged: LogPosition | undefined } | undefined> {
    const written = await this.store.together(context, [
      await this.quotas.reserving(wanted),
      ...claims,
      { ...record, begins: true },
      this.quotas.committing(wanted.projectId, wanted.reservationId),
    ]);
    const [begun, charged] = written?.slice(-2) ?? [];
    return begun && { begun: begun as Written<S>, charged: charged?.position };
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
