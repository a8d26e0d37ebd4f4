import { Logger } from '@nestjs/common';
import type { OperationKind } from '../domain/shared/claim.js';
import { laneOf, type Lanes } from './lanes.js';
import type { Unfinished } from './lookup.js';

/** What the read model saw: an aggregate changed, and this step is due now. */
export interface Change {
  readonly operation: OperationKind;
  readonly id: string;
  readonly step: string | null;
  /** The one host that may run it; null: any. */
  readonly host: string | null;
}

/**
 * Turns "a step is due" into a job. It remembers nothing: the step follows from the aggregate's state, and enqueueing a
 * job that is there already has no effect.
 */
export class ProcessManager {
  private readonly logger = new Logger(ProcessManager.name);

  constructor(private readonly lanes: Lanes) {}

  changed({ step, ...change }: Change): void {
    if (step !== null) void this.dispatch({ ...change, step });
  }

  /** A queue that refuses is no harm: the reconciler asks again. */
  async dispatch({ operation, id, step, host }: Unfinished): Promise<void> {
    const job = { operation, aggregateId: id, step, ...(host === null ? {} : { host }) };
    await this.lanes[laneOf(job)].enqueue(job).catch((error: unknown) => {
      this.logger.warn(`could not enqueue ${step} of ${operation} ${id}: ${String(error)}`);
    });
  }
}
