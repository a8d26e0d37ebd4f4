import { Command } from '@nestjs/cqrs';
import type { TypeChanges } from '../../domain/type-catalogue/volume-type.decide.js';
import type { VolumeType } from '../../domain/type-catalogue/type-catalogue.state.js';
import type { CommandContext } from '../command-context.js';

export class UpdateVolumeType extends Command<VolumeType> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** Members that are not to be touched are not there at all. */
    readonly changes: TypeChanges,
  ) {
    super();
  }
}
