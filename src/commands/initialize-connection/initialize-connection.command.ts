import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';
import type { ConnectionInfo } from '../../drivers/connector/port.js';

/** @throws ConnectionFailed the backend could not offer the volume */
export class InitializeConnection extends Command<ConnectionInfo> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
  ) {
    super();
  }
}
