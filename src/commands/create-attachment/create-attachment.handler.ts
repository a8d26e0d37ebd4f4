import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { reserveAttachment } from '../../domain/volume/volume-attach.decide.js';
import { AttachmentConnection, type ConnectedAttachment } from '../attachment-connection.js';
import { AttachmentRemoval } from '../attachment-removal.js';
import { FindVisible } from '../find-visible.js';
import { NewAttachment } from '../new-attachment.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { IDS } from '../tokens.js';
import { CreateAttachment } from './create-attachment.command.js';

/** Reserves, and with a connector connects too. An attachment that cannot be connected is taken back. */
@CommandHandler(CreateAttachment)
export class CreateAttachmentHandler implements ICommandHandler<CreateAttachment> {
  constructor(
    private readonly find: FindVisible,
    private readonly attachments: NewAttachment,
    private readonly connection: AttachmentConnection,
    private readonly removal: AttachmentRemoval,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context, input }: CreateAttachment): Promise<ConnectedAttachment> {
    const { instance_uuid, connector, mode } = input;
    const volume = await this.find.volume(context, input.volume_id);
    const attachment_id = this.ids.next();
    const { attachment, position } = await this.attachments.record(context, volume, {
      attachment_id,
      decide: (state) => reserveAttachment(state, volume.id, { attachment_id, instance_uuid, mode }),
    });
    if (connector === null) {
      await this.written.passed(position);
      return { attachment, connection: null };
    }
    try {
      const connected = await this.connection.connect(context, attachment, connector);
      await this.written.passed(...connected.positions);
      return connected;
    } catch (error) {
      await this.written.passed(...(await this.removal.remove(context, attachment_id)));
      throw error;
    }
  }
}
