import {
  recordStep,
  requireTransferring,
  stopTransfer,
  type BackupStepEvent,
} from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AttemptDisturbed, InvalidBackup, type BackupDescription } from '../../drivers/backup/port.js';
import { describeBackup } from '../describe-backup.js';
import { describeVolume } from '../describe-volume.js';
import { interruptionOf } from '../interruption.js';
import { requireHeld } from '../no-longer-held.js';
import type { Step, StepDependencies, StepRun } from '../step.js';
import { changedSinceParent, dropOldPoints } from './backup-points.js';
import { ChunkLog } from './chunk-log.js';
import { deviceOf } from './device-of.js';
import { sourceOf } from './source-of.js';

type Needs = Pick<
  StepDependencies,
  'store' | 'log' | 'lock' | 'volumes' | 'devices' | 'backups' | 'volumeMeta' | 'settings'
>;

/**
 * Attach and transfer. They share a device that exists on one host only, so they are one job; its checkpoints are the
 * ChunkWritten events. When it dies, the next run goes on after the last of them. Once cancelled it is due one last time, to
 * say that it has stopped.
 */
export const transfer =
  (needs: Needs): Step<BackupState> =>
  async (run) => {
    const { store, log, lock, devices, backups, settings } = needs;
    const { id, state: backup, context, signal } = run;
    if (backup.cancelling) {
      await store.execute(backupAggregate, id, context, stopTransfer);
      return;
    }
    requireHeld(await lock.lost(sourceOf(backup)));
    const device = deviceOf(backup);
    const attempt = backup.attempts + 1;
    const record = (event: BackupStepEvent): Promise<unknown> =>
      store.execute(backupAggregate, id, context, (state) => {
        requireTransferring(state, id, attempt);
        return recordStep(state, id, event);
      });
    const source = await devices.attach(device.kind, device.id);
    await store.execute(backupAggregate, id, context, (state) =>
      recordStep(state, id, {
        type: 'BackupDeviceAttached',
        data: { device_id: device.id, host: settings.host, attempt },
      }),
    );
    const chunks = new ChunkLog(log, id, context, settings.host);
    const kept_objects = await chunks.count();
    const changed = await changedSinceParent(needs, run, kept_objects);
    await record({
      type: 'BackupTransferStarted',
      data: {
        attempt,
        total_bytes: source.sizeBytes,
        kept_objects,
        ...(backup.parent_id === null ? {} : { changed_blocks: changed === null ? 'scanned' : 'told' }),
      },
    }).catch(async (error: unknown) => {
      // Nobody else may know of a point that was made too late.
      await dropOldPoints(needs, backup.volume_id);
      throw error;
    });
    await backups
      .backup({
        backup: placed(backup),
        parent: await parentOf(needs, backup),
        source,
        changed,
        volume_meta: await volumeMetaOf(needs, run),
        writtenChunks: () => chunks.written(),
        onChunks: async (stored) => {
          await chunks.append(stored, attempt);
          await requireGoingOn(needs, id, attempt);
        },
        confirm: () => requireGoingOn(needs, id, attempt),
        signal,
      })
      .then((outcome) => record({ type: 'BackupDataCompleted', data: outcome }))
      .catch(async (error: unknown) => {
        await removeLateObjects(needs, id);
        if (signal.aborted) await record(interrupted(attempt, interruptionOf(signal)));
        // The next attempt clears away what this one was writing: that fails here, and must not fail the backup.
        else await requireGoingOn(needs, id, attempt);
        if (error instanceof AttemptDisturbed) await record(interrupted(attempt, error.message));
        throw error;
      });
  };

/** Nobody may have told this process that the backup was cancelled, or went to another worker: its stream does. */
const requireGoingOn = async ({ store }: Needs, id: string, attempt: number): Promise<void> => {
  const { state } = await store.load(backupAggregate, id);
  requireTransferring(state, id, attempt);
};

/**
 * A worker that was stopped for long may have stored objects after others cancelled the backup and deleted its objects.
 * Nobody else knows of them.
 */
const removeLateObjects = async ({ store, backups }: Needs, id: string): Promise<void> => {
  const { state } = await store.load(backupAggregate, id);
  // Before that they may still be wanted: children take over the layer of a backup that is deleted.
  if (state === null || (state.deletion !== 'objectsDeleted' && state.deleted_at === null)) return;
  await backups.delete(describeBackup(state));
};

const interrupted = (attempt: number, reason: string): BackupStepEvent => ({
  type: 'BackupTransferInterrupted',
  data: { attempt, reason },
});

const placed = (
  backup: BackupState,
): BackupDescription & { readonly container: string; readonly service_metadata: string } => {
  const { container, service_metadata } = backup;
  if (container === null || service_metadata === null) throw new InvalidBackup('it has no place yet.');
  return { ...describeBackup(backup), container, service_metadata };
};

const parentOf = async ({ store }: Needs, backup: BackupState): Promise<BackupDescription | null> => {
  if (backup.parent_id === null) return null;
  const { state } = await store.load(backupAggregate, backup.parent_id);
  if (state === null) throw new InvalidBackup(`Backup ${backup.parent_id} could not be found.`);
  return describeBackup(state);
};

const volumeMetaOf = async (
  { store, volumeMeta }: Needs,
  { state: backup }: StepRun<BackupState>,
): Promise<string | null> => {
  const { state } = await store.load(volumeAggregate, backup.volume_id);
  return state === null ? null : volumeMeta.build(describeVolume(state));
};
