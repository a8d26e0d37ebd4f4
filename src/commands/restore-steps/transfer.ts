import {
  recordOfAttempt,
  recordStep,
  stopTransfer,
  type RestoreStepEvent,
} from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import { StepNotDue } from '../../domain/shared/step-not-due.js';
import { restoreMetadata } from '../../domain/volume/volume.decide.js';
import { metadataToRestore } from '../../domain/volume/metadata-to-restore.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { lostTarget } from '../../domain/process/still-held.js';
import { interruptionOf } from '../interruption.js';
import { requireHeld } from '../no-longer-held.js';
import type { Step, StepDependencies, StepRun } from '../step.js';
import { backupChain } from './backup-chain.js';

type Needs = Pick<StepDependencies, 'store' | 'devices' | 'backups' | 'volumes' | 'volumeMeta' | 'settings'>;

/**
 * Attach, apply the chain, put the volume's metadata back. One job, because the device is on one host only; its
 * checkpoints are the RestoreProgressed events. Once cancelled it is due one last time, to say that it has stopped.
 */
export const transfer =
  (needs: Needs): Step<RestoreState> =>
  async (run) => {
    const { store, devices, backups, volumes, settings } = needs;
    const { id, state: restore, context, signal } = run;
    if (restore.cancelling) {
      await store.execute(restoreAggregate, id, context, stopTransfer);
      return;
    }
    const attempt = restore.attempts + 1;
    const record = (event: RestoreStepEvent): Promise<unknown> =>
      store.execute(restoreAggregate, id, context, (state) => recordOfAttempt(state, id, attempt, event));
    const { state: volume } = await store.load(volumeAggregate, restore.volume_id);
    requireHeld(lostTarget(volume, id));
    const chain = await backupChain(store, restore.backup_id);
    const target = await devices.attach('volume', restore.volume_id);
    await store.execute(restoreAggregate, id, context, (state) =>
      recordStep(state, id, { type: 'RestoreDeviceAttached', data: { host: settings.host, attempt } }),
    );
    const outcome = await backups
      .restore({
        chain,
        target,
        targetReadsZero: restore.volume_is_new && volumes.capabilities.newVolumesReadZero,
        appliedObjects: restore.applied_objects,
        onApplied: async (progress) => {
          await record({ type: 'RestoreProgressed', data: { ...progress, attempt } });
        },
        signal,
      })
      .catch(async (error: unknown) => {
        if (signal.aborted) {
          const reason = interruptionOf(signal);
          await record({ type: 'RestoreInterrupted', data: { attempt, reason } });
        }
        await requireNotReplaced(needs, id, attempt);
        throw error;
      });
    await putMetadataBack(needs, run, outcome.volume_meta);
    await record({ type: 'RestoreDataCompleted', data: { bytes_written: outcome.bytes_written, attempt } });
  };

/** The failure of an attempt that another one has replaced is not that of the restore. */
const requireNotReplaced = async ({ store }: Needs, id: string, attempt: number): Promise<void> => {
  const { state } = await store.load(restoreAggregate, id);
  if (state === null || state.attempts === attempt) return;
  throw new StepNotDue(`attempt ${attempt} of restore ${id} was replaced by another one`);
};

/** Only the requested backup's metadata, once, at the end (spec/backup-formats.md section 4). */
const putMetadataBack = async (
  { store, volumeMeta }: Needs,
  { id, state: restore, context }: StepRun<RestoreState>,
  text: string | null,
): Promise<void> => {
  const { volume_id, backup_id } = restore;
  const meta = volumeMeta.parse(text);
  if (meta === null) return;
  await store.execute(volumeAggregate, volume_id, context, (state) =>
    restoreMetadata(state, volume_id, {
      restore_id: id,
      backup_id,
      ...metadataToRestore(meta, state?.display_name ?? null),
    }),
  );
};
