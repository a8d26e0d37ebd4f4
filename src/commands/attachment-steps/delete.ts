import { completeDelete } from '../../domain/attachment/attachment.decide.js';
import { attachmentAggregate, type AttachmentState } from '../../domain/attachment/attachment.state.js';
import { removeAttachment } from '../../domain/volume/volume-attach.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { LogPosition } from '../../drivers/event-log/port.js';
import type { CommandContext } from '../command-context.js';
import type { Step, StepDependencies } from '../step.js';

type Needs = Pick<StepDependencies, 'store' | 'volumes'>;

/**
 * Takes an attachment down whose deletion was accepted. The backend withdraws the volume with the last attachment that
 * has a connection: it knows of the volume, not of who uses it.
 */
export const takeDown = async (
  { store, volumes }: Needs,
  context: CommandContext,
  { id, volume_id, driver_volume_type }: AttachmentState,
): Promise<readonly (LogPosition | undefined)[]> => {
  const { state: volume } = await store.load(volumeAggregate, volume_id);
  const others = (volume?.attachments ?? []).filter((one) => one.id !== id);
  const last = others.every(({ attach_status }) => attach_status === 'reserved');
  if (driver_volume_type !== null && last) await volumes.terminateConnection('volume', volume_id);
  const removed = await store.execute(volumeAggregate, volume_id, context, (state) =>
    removeAttachment(state, id),
  );
  const ended = await store.execute(attachmentAggregate, id, context, completeDelete);
  return [removed.position, ended.position];
};

/** What a request left undone when it died. */
export const deleteAttachment =
  (needs: Needs): Step<AttachmentState> =>
  async ({ state, context }) => {
    await takeDown(needs, context, state);
  };
