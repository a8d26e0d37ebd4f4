import { reservationFor } from '../../domain/process/settle-reservation.js';
import { retypeDeltas } from '../../domain/quota/deltas.js';
import { requestRetypeMigration } from '../../domain/volume/volume-migrate.decide.js';
import { completeRetype, failRetype } from '../../domain/volume/volume-retype.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { failureText, isPassing } from '../failure.js';
import type { Step, StepDependencies, StepRun } from '../step.js';
import { uuidV5 } from '../uuid-v5.js';

type Needs = Pick<StepDependencies, 'store' | 'quotas' | 'scheduler'>;
type Retyping = NonNullable<VolumeState['retyping']>;

/**
 * Where the volume may stay, it has the other type at once. Where it may not, and the policy allows it, it is migrated first;
 * then the step is due again.
 */
export const retype =
  (needs: Needs): Step<VolumeState> =>
  async (run) => {
    const { retyping } = run.state;
    if (retyping === null) return;
    try {
      await reserve(needs, run, retyping);
      const refusal = await goOn(needs, run, retyping);
      if (refusal !== null) await giveUp(needs, run, retyping, refusal);
    } catch (error) {
      if (run.signal.aborted || isPassing(error)) throw error;
      await giveUp(needs, run, retyping, failureText(error));
    }
  };

/** Why it is not to be; null: it is done, or the migration has begun. */
const goOn = async (needs: Needs, run: StepRun<VolumeState>, retyping: Retyping): Promise<string | null> => {
  const { store, quotas, scheduler } = needs;
  const { id, state: volume, context } = run;
  const { retype_id, volume_type_id } = retyping;
  if (volume.host === null || (await scheduler.fits(volume.host, volume_type_id))) {
    await store.execute(volumeAggregate, id, context, (state) => completeRetype(state, retype_id));
    await quotas.commit(context, volume.project_id, reservationFor.retype(id, retype_id));
    return null;
  }
  if (retyping.failed !== null) return retyping.failed;
  if (retyping.migration_policy === 'never') return 'Retype requires migration but is not allowed.';
  if (volume.snapshot_ids.length > 0) return 'Volume must not have snapshots.';
  const host = await scheduler.choose(volume_type_id);
  if (host === null) return 'No valid backend was found.';
  // A late worker begins no second migration: it would have the same id.
  const migrationId = uuidV5(`migration/${retype_id}`);
  await store.execute(volumeAggregate, id, context, (state) =>
    requestRetypeMigration(state, retype_id, { migrationId, host }),
  );
  return null;
};

/** Normally there. */
const reserve = async (
  { quotas }: Needs,
  { id, state: volume, context }: StepRun<VolumeState>,
  { retype_id, volume_type }: Retyping,
): Promise<void> => {
  await quotas.reserve(context, {
    projectId: volume.project_id,
    reservationId: reservationFor.retype(id, retype_id),
    claim: { operation: 'volume', operation_id: id },
    deltas: retypeDeltas(volume.size, volume.volume_type, volume_type),
  });
};

const giveUp = async (
  { store, quotas }: Needs,
  { id, state: volume, context }: StepRun<VolumeState>,
  { retype_id }: Retyping,
  reason: string,
): Promise<void> => {
  const { state } = await store.execute(volumeAggregate, id, context, (now) =>
    failRetype(now, retype_id, reason),
  );
  if (state?.retyped_by === retype_id) return;
  await quotas.release(context, volume.project_id, reservationFor.retype(id, retype_id), 'the retype failed');
};
