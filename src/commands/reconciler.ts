import { Logger } from '@nestjs/common';
import type { Clock } from '../domain/shared/clock.js';
import { toCinderTime } from '../domain/shared/time.js';
import type { ClaimSettlement } from './claim-settlement.js';
import type { HeldClaim, Lookup } from './lookup.js';
import type { ProcessManager } from './process-manager.js';
import type { Relocation } from './relocation.js';
import type { ScheduleRuns } from './schedule-runs/schedule-runs.js';

/**
 * The pass that recovers from everything: a lost queue, a lost worker, a missed event, a request that died half-way. It
 * runs at start and then every minute, and repeating it changes nothing.
 */
export class Reconciler {
  private readonly logger = new Logger(Reconciler.name);
  private readonly bornAt: number;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly lookup: Lookup,
    private readonly manager: ProcessManager,
    private readonly settlement: ClaimSettlement,
    private readonly relocation: Relocation,
    private readonly habits: {
      readonly clock: Clock;
      readonly everyMs: number;
      /** A claim younger than this may belong to a request that is still at work. */
      readonly settleAfterMs: number;
      /** No other process writes into this log. */
      readonly alone: boolean;
      /** Backup schedules are looked at last. */
      readonly schedules?: Pick<ScheduleRuns, 'pass'>;
      /** Has a backend that is short of room give up what it keeps for speed. Answers how many things. */
      readonly relieve?: () => Promise<number>;
    },
  ) {
    this.bornAt = habits.clock.now().getTime();
  }

  /**
   * What the dead process left is taken up at once when nobody else can be at work on it. Claims of requests that came
   * since this process began are left alone. May be started again after it was stopped.
   */
  start(): void {
    this.stopped = false;
    clearInterval(this.timer);
    const { alone, clock, everyMs, settleAfterMs } = this.habits;
    this.begin(alone ? clock.now().getTime() - this.bornAt : settleAfterMs);
    this.timer = setInterval(() => this.begin(settleAfterMs), everyMs).unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** A pass that takes longer than the interval is not overtaken by the next. */
  private begin(youngestMs: number): void {
    this.running ??= this.pass(youngestMs).finally(() => {
      this.running = undefined;
    });
  }

  /** One pass; `youngestMs` is how old a claim must be to be settled. */
  async pass(youngestMs: number): Promise<void> {
    await this.relieve();
    try {
      const unfinished = await this.relocation.settle(await this.lookup.unfinished());
      for (const one of unfinished) await this.manager.dispatch(one);
      const before = new Date(this.habits.clock.now().getTime() - youngestMs);
      for (const claim of await this.lookup.claimsBefore(toCinderTime(before))) {
        if (this.stopped) return;
        await this.settle(claim);
      }
      await this.habits.schedules?.pass(youngestMs);
    } catch (error) {
      this.logger.warn(`reconciling will be tried again: ${String(error)}`);
    }
  }

  private async relieve(): Promise<void> {
    try {
      const given = await this.habits.relieve?.();
      if (given) this.logger.warn(`the volume backend is short of room: ${given} backup points were dropped`);
    } catch (error) {
      this.logger.warn(`the volume backend cannot be relieved: ${String(error)}`);
    }
  }

  /** One claim that cannot be settled does not keep the others from it. */
  private async settle(claim: HeldClaim): Promise<void> {
    try {
      await this.settlement.settle(claim);
    } catch (error) {
      const { holder, operation, operation_id } = claim;
      this.logger.warn(
        `what ${holder} holds for ${operation} ${operation_id} is settled later: ${String(error)}`,
      );
    }
  }
}
