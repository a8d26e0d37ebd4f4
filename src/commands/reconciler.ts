import { Logger } from '@nestjs/common';
import type { Clock } from '../domain/shared/clock.js';
import { toCinderTime } from '../domain/shared/time.js';
import type { ClaimSettlement } from './claim-settlement.js';
import type { Lookup } from './lookup.js';
import type { ProcessManager } from './process-manager.js';

/** A claim younger than this may belong to a request that is still at work. */
const settleAfterMs = 60_000;

/**
 * The pass that recovers from everything: a lost queue, a lost worker, a missed event, a request that died half-way. It
 * runs at start and then every minute, and repeating it changes nothing.
 */
export class Reconciler {
  private readonly logger = new Logger(Reconciler.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly lookup: Lookup,
    private readonly manager: ProcessManager,
    private readonly settlement: ClaimSettlement,
    private readonly clock: Clock,
    private readonly intervalMs: number,
  ) {}

  /** What the dead process left is taken up at once: nobody else can be at work on it. */
  start(): void {
    this.running = this.pass(0);
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.pass(settleAfterMs));
    }, this.intervalMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** One pass; `youngestMs` is how old a claim must be to be settled. */
  async pass(youngestMs: number): Promise<void> {
    try {
      for (const unfinished of await this.lookup.unfinished()) await this.manager.dispatch(unfinished);
      const before = new Date(this.clock.now().getTime() - youngestMs);
      for (const claim of await this.lookup.claimsBefore(toCinderTime(before))) {
        await this.settlement.settle(claim);
      }
    } catch (error) {
      this.logger.warn(`reconciling will be tried again: ${String(error)}`);
    }
  }
}
