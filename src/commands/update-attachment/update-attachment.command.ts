import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';
import type { ConnectedAttachment, ConnectorInput } from '../attachment-connection.js';

/** Gives an attachment its connector. @throws ConnectionFailed the backend could not offer the volume */
export class UpdateAttachment extends Command<ConnectedAttachment> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly connector: ConnectorInput,
  ) {
    super();
  }
}
