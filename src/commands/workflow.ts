import { isOperationKind } from '../domain/shared/claim.js';
import { hostOf } from '../domain/process/host-of.js';
import {
  dueStep,
  groupSnapshotWaitingFor,
  groupWaitingFor,
  mustStop,
  parentWaitingFor,
  volumeWaitingFor,
} from '../domain/process/next-step.js';
import type { Changes } from './changes.js';
import type { Lanes } from './lanes.js';
import type { Management } from './management.js';
import type { ProcessManager } from './process-manager.js';
import { concernsSchedules, type ScheduleRuns } from './schedule-runs/schedule-runs.js';
import type { ServiceReports } from './service-reports.js';
import type { Worker } from './worker.js';
import type { WorkingFileUpkeep } from './working-file-upkeep.js';

export interface WorkflowParts {
  readonly changes: Changes;
  readonly manager: ProcessManager;
  /** Null: this process does not have the role. */
  readonly worker: Worker | null;
  readonly workingFiles: WorkingFileUpkeep;
  readonly management: Management | null;
  readonly reports: ServiceReports;
  readonly lanes: Lanes;
  readonly schedules: ScheduleRuns;
  /** How old a claim must be before its request counts as dead. */
  readonly abandonAfterMs: number;
}

/** Puts manager and worker to work, and to rest in an order that loses nothing. */
export class Workflow {
  private unsubscribe: () => void = () => undefined;

  constructor(private readonly parts: WorkflowParts) {}

  /** Old changes are no news: what they left unfinished is found by the reconciler's first pass. */
  start(): void {
    const { changes, worker, workingFiles, management, reports } = this.parts;
    reports.start();
    worker?.start();
    if (worker !== null) workingFiles.start();
    this.unsubscribe = changes.onChanged(({ category, id, state, live }) => {
      if (!live) return;
      if (isOperationKind(category) && mustStop(category, state)) worker?.stopData(category, id);
      if (management?.active === true) this.manage(category, id, state);
    });
    management?.start();
  }

  private manage(category: string, id: string, state: unknown): void {
    const { manager, schedules, abandonAfterMs } = this.parts;
    if (concernsSchedules(category, state)) schedules.wake(abandonAfterMs);
    if (!isOperationKind(category)) return;
    const [step, host] = [dueStep(category, state), hostOf(category, state)];
    manager.changed({ operation: category, id, step, host });
    const volumeId = volumeWaitingFor(category, state);
    if (volumeId !== null)
      manager.changed({ operation: 'volume', id: volumeId, step: 'deleteSnapshots', host: null });
    // Named after the member, too: one that ends while the step looks at another must not be missed.
    const group = groupWaitingFor(category, state);
    if (group !== null) {
      manager.changed({ operation: 'group', id: group.id, step: `${group.step}-${id}`, host: null });
    }
    const whole = groupSnapshotWaitingFor(category, state);
    if (whole !== null) {
      manager.changed({ operation: 'groupSnapshot', id: whole.id, step: `${whole.step}-${id}`, host: null });
    }
    const parentId = parentWaitingFor(category, state);
    if (parentId !== null)
      manager.changed({ operation: 'backup', id: parentId, step: 'settleChildren', host: null });
  }

  async stop(): Promise<void> {
    const { management, lanes, reports, schedules, workingFiles } = this.parts;
    this.unsubscribe();
    await reports.stop();
    await management?.stop();
    await schedules.stop();
    await workingFiles.stop();
    await Promise.all([lanes.data.close(), lanes.control.close()]);
  }
}
