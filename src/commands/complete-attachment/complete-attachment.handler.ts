import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { recordCompletion } from '../../domain/attachment/attachment.decide.js';
import { attachmentAggregate } from '../../domain/attachment/attachment.state.js';
import { completeAttachment } from '../../domain/volume/volume-attach.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { CompleteAttachment } from './complete-attachment.command.js';

/** The volume first, then the attachment; a repeated request brings the second after the first. */
@CommandHandler(CompleteAttachment)
export class CompleteAttachmentHandler implements ICommandHandler<CompleteAttachment> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id }: CompleteAttachment): Promise<void> {
    const { volume_id } = await this.find.attachment(context, id);
    const volume = await this.store.execute(volumeAggregate, volume_id, context, (state) =>
      completeAttachment(state, volume_id, id),
    );
    const { position } = await this.store.execute(attachmentAggregate, id, context, (state) =>
      recordCompletion(state, id),
    );
    await this.written.passed(volume.position, position);
  }
}
