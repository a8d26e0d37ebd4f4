import { Logger } from '@nestjs/common';
import { isOperationKind } from '../domain/shared/claim.js';
import { dueStep, mustStop, volumeWaitingFor } from '../domain/process/next-step.js';
import type { Lanes } from './lanes.js';
import type { ProcessManager } from './process-manager.js';
import type { Reconciler } from './reconciler.js';
import type { Worker } from './worker.js';

/** What the read side tells of each aggregate that changed. */
export interface Changes {
  /** Resolves when the read model has caught up with the log for the first time. */
  untilReady(): Promise<void>;
  onChanged(
    listener: (change: {
      readonly category: string;
      readonly id: string;
      readonly state: unknown;
      readonly live: boolean;
    }) => void,
  ): () => void;
}

/** Puts process manager, workers and reconciler to work, and to rest in an order that loses nothing. */
export class Workflow {
  private readonly logger = new Logger(Workflow.name);
  private unsubscribe: () => void = () => undefined;

  constructor(
    private readonly changes: Changes,
    private readonly manager: ProcessManager,
    private readonly worker: Worker,
    private readonly reconciler: Reconciler,
    private readonly lanes: Lanes,
  ) {}

  /** Old changes are no news: what they left unfinished is found by the reconciler's first pass. */
  start(): void {
    this.unsubscribe = this.changes.onChanged(({ category, id, state, live }) => {
      if (!live || !isOperationKind(category)) return;
      if (mustStop(category, state)) this.worker.stopData(category, id);
      this.manager.changed({ operation: category, id, step: dueStep(category, state) });
      const volumeId = volumeWaitingFor(category, state);
      if (volumeId !== null)
        this.manager.changed({ operation: 'volume', id: volumeId, step: 'deleteSnapshots' });
    });
    this.worker.start();
    this.changes.untilReady().then(
      () => this.reconciler.start(),
      (error: unknown) => this.logger.error(`nothing is taken up: ${String(error)}`),
    );
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    await this.reconciler.stop();
    await Promise.all([this.lanes.data.close(), this.lanes.control.close()]);
  }
}
