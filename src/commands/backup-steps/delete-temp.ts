import { Logger } from '@nestjs/common';
import { recordTempReleased } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import {
  abandonSnapshot,
  deleteTemporary as deleteSnapshotOf,
} from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { deleteTemporary as deleteVolumeOf } from '../../domain/volume/volume-temporary.decide.js';
import { abandonVolume } from '../../domain/volume/volume.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { EventLogUnavailable, WrongExpectedRevision } from '../../drivers/event-log/port.js';
import { createUnlessThere } from '../create-unless-there.js';
import { deleteSnapshot } from '../snapshot-steps/delete.js';
import type { Step, StepDependencies, StepRun } from '../step.js';
import { deleteVolume } from '../volume-steps/delete.js';

type Needs = Pick<StepDependencies, 'store' | 'volumes' | 'quotas' | 'messages'>;

const logger = new Logger('deleteTemp');
const reason = 'its backup ended before it was made';

/**
 * Removes the copy, in every outcome. One that was never begun is closed, so that a late worker cannot begin it. From the
 * recorded request on, the copy's own workflow removes it, again and again: a backend that fails now keeps no backup
 * from its end.
 */
export const deleteTemp =
  (needs: Needs): Step<BackupState> =>
  async (run) => {
    const { id, state: backup, context } = run;
    const { temp } = backup;
    if (temp === null) return;
    await (temp.kind === 'snapshot' ? removeSnapshot : removeVolume)(needs, run, temp.id);
    await needs.store.execute(backupAggregate, id, context, (state) => recordTempReleased(state, temp.id));
  };

const removeSnapshot = async (needs: Needs, run: StepRun<BackupState>, id: string): Promise<void> => {
  const { store } = needs;
  const { context, signal } = run;
  await createUnlessThere(store, snapshotAggregate, id, context, () => abandonSnapshot(reason));
  const { state } = await store.execute(snapshotAggregate, id, context, deleteSnapshotOf);
  if (state === null || state.deleted_at !== null) return;
  await orLater(needs, run, `snapshot ${id}`, deleteSnapshot(needs)({ id, state, context, signal }));
};

const removeVolume = async (needs: Needs, run: StepRun<BackupState>, id: string): Promise<void> => {
  const { store } = needs;
  const { context, signal } = run;
  await createUnlessThere(store, volumeAggregate, id, context, () => abandonVolume(reason));
  const { state } = await store.execute(volumeAggregate, id, context, deleteVolumeOf);
  // Snapshots that somebody took of it go first, by its own workflow.
  if (state === null || state.deleted_at !== null || state.snapshot_ids.length > 0) return;
  await orLater(needs, run, `volume ${id}`, deleteVolume(needs)({ id, state, context, signal }));
};

/** Users are told once that a copy is still there (message 023 of spec/backup-workflow.md section 8). */
const orLater = async (
  { messages }: Needs,
  { id, state: backup, context }: StepRun<BackupState>,
  what: string,
  removal: Promise<void>,
): Promise<void> => {
  try {
    await removal;
  } catch (error) {
    if (error instanceof EventLogUnavailable || error instanceof WrongExpectedRevision) throw error;
    logger.warn(`temporary ${what} will be removed later: ${String(error)}`);
    await messages.raise(context, `temp.${id}`, {
      project_id: backup.project_id,
      action_id: '013',
      detail_id: '023',
      resource_uuid: id,
    });
  }
};
