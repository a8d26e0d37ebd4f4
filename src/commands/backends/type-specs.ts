import { Injectable } from '@nestjs/common';
import type { ExtraSpecs } from '../../domain/scheduling/choose-backend.js';
import type { VolumeType } from '../../domain/type-catalogue/type-catalogue.state.js';
import type { CommandContext } from '../command-context.js';
import { GroupTypes } from '../group-types.js';
import { VolumeTypes } from '../volume-types.js';

/** The volume types as scheduling and retyping need them. */
@Injectable()
export class TypeSpecs {
  constructor(
    private readonly types: VolumeTypes,
    private readonly groupTypes: GroupTypes,
  ) {}

  /** The extra specs that decide where volumes of a type may lie; none of a type that is gone. */
  async of(volumeTypeId: string): Promise<ExtraSpecs> {
    const { types } = await this.types.catalogue();
    const specs = Object.entries(types[volumeTypeId]?.extra_specs ?? {});
    return Object.fromEntries(specs.map(([name, value]) => [name, value ?? '']));
  }

  /** True of groups whose snapshots have to be of one moment, which no backend here can do. */
  async isConsistent(groupTypeId: string): Promise<boolean> {
    const { group_types } = await this.groupTypes.catalogue();
    return group_types[groupTypeId]?.group_specs['consistent_group_snapshot_enabled'] === '<is> True';
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
