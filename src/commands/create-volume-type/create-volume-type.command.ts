import { Command } from '@nestjs/cqrs';
import type { TypeToCreate } from '../../domain/type-catalogue/volume-type.decide.js';
import type { VolumeType } from '../../domain/type-catalogue/type-catalogue.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of POST /types. */
export type TypeInput = Omit<TypeToCreate, 'type_id'>;

export class CreateVolumeType extends Command<VolumeType> {
  constructor(
    readonly context: CommandContext,
    readonly input: TypeInput,
  ) {
    super();
  }
}
