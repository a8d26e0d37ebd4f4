import { Logger } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AttachmentState } from '../../domain/attachment/attachment.state.js';
import { AttachmentConnection, type ConnectedAttachment } from '../attachment-connection.js';
import { DescribeConnections } from './describe-connections.command.js';

@CommandHandler(DescribeConnections)
export class DescribeConnectionsHandler implements ICommandHandler<DescribeConnections> {
  private readonly logger = new Logger(DescribeConnections.name);

  constructor(private readonly connection: AttachmentConnection) {}

  execute({ attachments }: DescribeConnections): Promise<readonly ConnectedAttachment[]> {
    return Promise.all(attachments.map((attachment) => this.describe(attachment)));
  }

  private async describe(attachment: AttachmentState): Promise<ConnectedAttachment> {
    if (attachment.driver_volume_type === null) return { attachment, connection: null };
    try {
      return { attachment, connection: await this.connection.offer(attachment.volume_id) };
    } catch (error) {
      this.logger.warn(`the connection of attachment ${attachment.id} is not shown: ${String(error)}`);
      return { attachment, connection: null };
    }
  }
}
