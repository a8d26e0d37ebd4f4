import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { VolumeAttachment } from '../../domain/volume/volume-attachments.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { AttachmentRemoval } from '../attachment-removal.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { DeleteAttachment } from './delete-attachment.command.js';

@CommandHandler(DeleteAttachment)
export class DeleteAttachmentHandler implements ICommandHandler<DeleteAttachment> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly removal: AttachmentRemoval,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id }: DeleteAttachment): Promise<readonly VolumeAttachment[]> {
    const { volume_id } = await this.find.attachment(context, id);
    await this.written.passed(...(await this.removal.remove(context, id)));
    const { state } = await this.store.load(volumeAggregate, volume_id);
    return state?.attachments ?? [];
  }
}
