import { comparePositions, type LogPosition } from '../../drivers/event-log/port.js';

interface Waiter {
  readonly position: LogPosition;
  settle(reached: boolean): void;
}

/** Those who wait until the rows contain everything up to a position. */
export class PositionWaiters {
  private readonly waiting = new Set<Waiter>();

  /** True when `reached` was called with that position or a later one in time. */
  wait(position: LogPosition, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        position,
        settle: (reached) => {
          clearTimeout(timer);
          this.waiting.delete(waiter);
          resolve(reached);
        },
      };
      const timer = setTimeout(() => waiter.settle(false), timeoutMs);
      this.waiting.add(waiter);
    });
  }

  reached(position: LogPosition): void {
    for (const waiter of this.waiting) {
      if (comparePositions(waiter.position, position) <= 0) waiter.settle(true);
    }
  }

  /** Nothing will be reached any more. */
  giveUp(): void {
    for (const waiter of this.waiting) waiter.settle(false);
  }
}
