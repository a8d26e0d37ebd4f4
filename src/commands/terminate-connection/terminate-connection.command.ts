import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** @throws ConnectionFailed the backend could not withdraw the volume */
export class TerminateConnection extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
  ) {
    super();
  }
}
