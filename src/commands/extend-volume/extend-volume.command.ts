import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class ExtendVolume extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** GiB. */
    readonly newSize: number,
    /** Statuses in which the volume may be extended: in-use joins at microversion 3.42. */
    readonly allowed: readonly string[],
  ) {
    super();
  }
}
