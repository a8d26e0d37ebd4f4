import { Command } from '@nestjs/cqrs';
import type { Specs } from '../../domain/type-catalogue/type-catalogue.state.js';
import type { CommandContext } from '../command-context.js';

export class SetExtraSpecs extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly typeId: string,
    /** Keys that are not named stay. */
    readonly specs: Specs,
  ) {
    super();
  }
}
