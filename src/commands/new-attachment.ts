import { Injectable } from '@nestjs/common';
import { requestAttachment, type AttachmentToCreate } from '../domain/attachment/attachment.decide.js';
import { attachmentAggregate, type AttachmentState } from '../domain/attachment/attachment.state.js';
import type { VolumeEvent } from '../domain/volume/volume.events.js';
import { removeAttachment } from '../domain/volume/volume-attach.decide.js';
import { volumeAggregate, type VolumeState } from '../domain/volume/volume.state.js';
import type { LogPosition } from '../drivers/event-log/port.js';
import { AggregateStore } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import { withCompensation } from './compensation.js';

interface NewOne {
  readonly attachment_id: string;
  /** What it makes of the volume, or a refusal. */
  readonly decide: (volume: VolumeState | null) => VolumeEvent[];
}

/** The appends with which every attachment begins: the volume learns of it, then it exists. */
@Injectable()
export class NewAttachment {
  constructor(private readonly store: AggregateStore) {}

  async record(
    context: CommandContext,
    volume: VolumeState,
    { attachment_id, decide }: NewOne,
  ): Promise<{ readonly attachment: AttachmentState; readonly position: LogPosition | undefined }> {
    return withCompensation(async (compensate) => {
      const added = await this.store.execute(volumeAggregate, volume.id, context, decide);
      compensate(() =>
        this.store.execute(volumeAggregate, volume.id, context, (state) =>
          removeAttachment(state, attachment_id),
        ),
      );
      const { state, position } = await this.store.create(
        attachmentAggregate,
        attachment_id,
        context,
        requestAttachment(recordOf(added.state, attachment_id, context)),
      );
      compensate.forget();
      return { attachment: state as AttachmentState, position };
    });
  }
}

/** The attachment's own record says what the volume's does. */
const recordOf = (volume: VolumeState | null, id: string, context: CommandContext): AttachmentToCreate => {
  const found = volume?.attachments.find((one) => one.id === id);
  if (volume === null || found === undefined) throw new Error(`no volume knows of attachment ${id}`);
  const { instance_uuid, attached_host, mountpoint, attach_mode, attach_status } = found;
  return {
    attachment_id: id,
    volume_id: volume.id,
    project_id: volume.project_id,
    user_id: context.actor.user_id ?? '',
    instance_uuid,
    attached_host,
    mountpoint,
    attach_mode,
    attach_status: attach_status === 'attached' ? 'attached' : 'reserved',
  };
};
