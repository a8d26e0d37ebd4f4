import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** Freezes a volume backend, or thaws it: a frozen one makes and removes nothing (spec/api-core.md 5.4). */
export class FreezeBackend extends Command<void> {
  constructor(
    readonly context: CommandContext,
    /** `host@backend` */
    readonly host: string,
    readonly frozen: boolean,
  ) {
    super();
  }
}
