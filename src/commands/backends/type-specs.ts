import { Injectable } from '@nestjs/common';
import type { ExtraSpecs } from '../../domain/scheduling/choose-backend.js';
import type { VolumeType } from '../../domain/type-catalogue/type-catalogue.state.js';
import type { CommandContext } from '../command-context.js';
import { VolumeTypes } from '../volume-types.js';

/** The volume types as scheduling and retyping need them. */
@Injectable()
export class TypeSpecs {
  constructor(private readonly types: VolumeTypes) {}

  /** The extra specs that decide where volumes of a type may lie; none of a type that is gone. */
  async of(volumeTypeId: string): Promise<ExtraSpecs> {
    const { types } = await this.types.catalogue();
    const specs = Object.entries(types[volumeTypeId]?.extra_specs ?? {});
    return Object.fromEntries(specs.map(([name, value]) => [name, value ?? '']));
  }

  /** By id or name, as the caller may see it. @throws VolumeTypeNotFound, VolumeTypeNotFoundByName */
  async find(context: CommandContext, idOrName: string): Promise<VolumeType> {
    return this.types.find(context, idOrName);
  }

  /** Null: the type of volumes that are created without one. */
  async findOrDefault(context: CommandContext, idOrName: string | null): Promise<VolumeType> {
    return idOrName === null ? this.types.default(context) : this.find(context, idOrName);
  }
}
