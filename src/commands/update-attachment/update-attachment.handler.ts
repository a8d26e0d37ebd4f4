import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AttachmentConnection, type ConnectedAttachment } from '../attachment-connection.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { UpdateAttachment } from './update-attachment.command.js';

@CommandHandler(UpdateAttachment)
export class UpdateAttachmentHandler implements ICommandHandler<UpdateAttachment> {
  constructor(
    private readonly find: FindVisible,
    private readonly connection: AttachmentConnection,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, connector }: UpdateAttachment): Promise<ConnectedAttachment> {
    const attachment = await this.find.attachment(context, id);
    const connected = await this.connection.connect(context, attachment, connector);
    await this.written.passed(...connected.positions);
    return connected;
  }
}
