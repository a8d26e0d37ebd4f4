import { Logger } from '@nestjs/common';
import { releaseLease, takeLease } from '../domain/lease/lease.decide.js';
import type { LeaseEvent } from '../domain/lease/lease.events.js';
import { leaseAggregate, type LeaseState } from '../domain/lease/lease.state.js';
import type { IdGenerator } from '../domain/shared/clock.js';
import { streamOf } from '../domain/shared/event.js';
import type { EventLog } from '../drivers/event-log/port.js';
import type { AggregateStore } from './aggregate-store.js';
import { keepNewestOnly } from './newest-only.js';
import { operationContext } from './operation-context.js';

export interface Holding {
  /** It is ours from now on. */
  taken(): void;
  /** It is not ours any more, or we cannot know. */
  lost(): void;
}

const leaseId = 'manager';

/**
 * One manager at a time, by a lease that lives in the log: it is renewed three times in its ttl, and whoever sees the
 * stream stand still for a whole ttl takes it. Only durations on the own clock count, so clocks need not agree. For a
 * moment two may believe to hold it, which does no harm: what a manager does may be done twice.
 */
export class ManagerLease {
  private readonly logger = new Logger(ManagerLease.name);
  private held = false;
  /** The last renewal that went through, or the last sign of life of whoever has it; performance.now(). */
  private since = performance.now();
  private seen: bigint | null = null;
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly store: AggregateStore,
    private readonly log: EventLog,
    private readonly ids: IdGenerator,
    private readonly settings: { readonly holder: string; readonly ttlMs: number },
  ) {}

  start(holding: Holding): void {
    const every = this.settings.ttlMs / 3;
    let busy = false;
    const go = (): void => {
      this.stepDownWhenLate(holding);
      if (busy) return;
      busy = true;
      this.turn = this.tryOnce(holding).finally(() => {
        busy = false;
      });
    };
    keepNewestOnly(this.log, streamOf(leaseAggregate.category, leaseId)).catch((error: unknown) =>
      this.logger.warn(`old leases are kept: ${String(error)}`),
    );
    go();
    this.timer = setInterval(go, Math.min(every, 1000)).unref();
  }

  /** Gives it back, so that the next manager need not wait. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.turn;
    if (!this.held) return;
    this.held = false;
    await this.execute((state) => releaseLease(state, this.settings.holder)).catch((error: unknown) =>
      this.logger.warn(`the lease ends by itself: ${String(error)}`),
    );
  }

  /** A log that does not answer: somebody else may have the lease by now. */
  private stepDownWhenLate(holding: Holding): void {
    if (this.held && performance.now() - this.since > this.settings.ttlMs) this.lose(holding);
  }

  private async tryOnce(holding: Holding): Promise<void> {
    const now = performance.now();
    if (this.held && now - this.since < this.settings.ttlMs / 3) return;
    try {
      const { state, revision } = await this.take();
      if (this.stopped && state?.holder !== this.settings.holder) return;
      if (state?.holder === this.settings.holder) {
        this.since = now;
        this.seen = revision;
        if (!this.held) this.begin(holding, state.epoch);
        return;
      }
      if (this.held) this.lose(holding);
      if (revision !== this.seen) [this.seen, this.since] = [revision, now];
    } catch (error) {
      this.logger.warn(`the manager's lease will be asked for again: ${String(error)}`);
    }
  }

  private take() {
    const { holder, ttlMs: ttl_ms } = this.settings;
    const late = !this.held && performance.now() - this.since > ttl_ms;
    const expiredAt = late ? this.seen : null;
    return this.execute((state, revision) => takeLease(state, revision, { holder, ttl_ms, expiredAt }));
  }

  private execute(decide: Parameters<typeof this.store.execute<LeaseState, LeaseEvent>>[3]) {
    const context = operationContext(null, 'manager', `lease.${this.ids.next()}`);
    return this.store.execute(leaseAggregate, leaseId, context, decide);
  }

  private begin(holding: Holding, epoch: number): void {
    this.held = true;
    this.logger.log(`this is the manager now, epoch ${epoch}`);
    holding.taken();
  }

  private lose(holding: Holding): void {
    this.held = false;
    this.since = performance.now();
    this.logger.warn('this is not the manager any more');
    holding.lost();
  }
}
