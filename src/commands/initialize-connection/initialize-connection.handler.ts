import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { invalidVolume } from '../../domain/shared/errors.js';
import type { ConnectionInfo } from '../../drivers/connector/port.js';
import { AttachmentConnection } from '../attachment-connection.js';
import { FindVisible } from '../find-visible.js';
import { InitializeConnection } from './initialize-connection.command.js';

/** Changes no status: whoever asks tells with os-attach that the volume is in use. */
@CommandHandler(InitializeConnection)
export class InitializeConnectionHandler implements ICommandHandler<InitializeConnection> {
  constructor(
    private readonly find: FindVisible,
    private readonly connection: AttachmentConnection,
  ) {}

  async execute({ context, id }: InitializeConnection): Promise<ConnectionInfo> {
    const { status } = await this.find.volume(context, id);
    if (status === 'maintenance') {
      throw invalidVolume('The volume connection cannot be initialized in maintenance mode.');
    }
    return this.connection.offer(id);
  }
}
