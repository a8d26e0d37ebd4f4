import { completeDelete as endAttachment } from '../../domain/attachment/attachment.decide.js';
import { attachmentAggregate } from '../../domain/attachment/attachment.state.js';
import { removeVolume } from '../../domain/group/group.decide.js';
import { groupAggregate } from '../../domain/group/group.state.js';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { negated, volumeDeltas } from '../../domain/quota/deltas.js';
import { completeDelete } from '../../domain/volume/volume-deletion.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';

/** The charge is set aside before the volume is gone and taken off after it, so it is taken off exactly once. */
export const deleteVolume =
  ({ store, volumes, quotas }: Pick<StepDependencies, 'store' | 'volumes' | 'quotas'>): Step<VolumeState> =>
  async ({ id, state: volume, context }) => {
    await (volume.unmanaged ? volumes.unmanageVolume(id) : volumes.deleteVolume(id));
    // Reservations that a forced delete met; nothing is connected any more.
    for (const attachment of volume.attachments) {
      await store.execute(attachmentAggregate, attachment.id, context, endAttachment);
    }
    if (!volume.use_quota) {
      await store.execute(volumeAggregate, id, context, completeDelete);
      return;
    }
    const projectId = volume.project_id;
    const reservationId = reservationFor.delete(id);
    const claim = { operation: 'volume', operation_id: id } as const;
    const deltas = negated(volumeDeltas(volume.size, volume.volume_type));
    await quotas.reserveDelete(context, volume, { projectId, reservationId, claim, deltas });
    // Its group forgets it last before it is gone, so a group without volumes really has none.
    if (volume.group_id !== null) {
      await store.execute(groupAggregate, volume.group_id, context, (state) => removeVolume(state, id));
    }
    await store.execute(volumeAggregate, id, context, completeDelete);
    await quotas.commit(context, projectId, reservationId);
  };
