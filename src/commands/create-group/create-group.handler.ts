import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupState } from '../../domain/group/group.state.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { invalidInput } from '../../domain/shared/errors.js';
import type { CommandContext } from '../command-context.js';
import { withCompensation } from '../compensation.js';
import { GroupTypes } from '../group-types.js';
import { NewGroup } from '../new-group.js';
import type { CommandSettings } from '../settings.js';
import { IDS, SETTINGS } from '../tokens.js';
import { VolumeTypes } from '../volume-types.js';
import { CreateGroup, type GroupInput } from './create-group.command.js';

/** POST /groups. The backend is chosen after the answer. */
@CommandHandler(CreateGroup)
export class CreateGroupHandler implements ICommandHandler<CreateGroup> {
  constructor(
    private readonly groupTypes: GroupTypes,
    private readonly volumeTypes: VolumeTypes,
    private readonly newGroup: NewGroup,
    @Inject(IDS) private readonly ids: IdGenerator,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
  ) {}

  async execute({ context, input }: CreateGroup): Promise<GroupState> {
    const { name, description, group_type, volume_types } = input;
    const type = await this.groupTypes.find(context, group_type);
    const volume_type_ids = await this.typeIds(context, volume_types);
    const group = {
      group_id: this.ids.next(),
      name,
      description,
      group_type_id: type.id,
      volume_type_ids,
      availability_zone: this.zone(input),
      host: null,
      source: null,
      members: [],
    };
    return withCompensation((compensate) => this.newGroup.make(context, group, compensate));
  }

  /** Any volume type will do, those of other projects too, as in Cinder. @throws VolumeTypeNotFound, VolumeTypeNotFoundByName */
  private async typeIds(context: CommandContext, asked: readonly string[]): Promise<readonly string[]> {
    const found = await Promise.all(
      asked.map((idOrName) => this.volumeTypes.find({ ...context, is_admin: true }, idOrName)),
    );
    return [...new Set(found.map(({ id }) => id))];
  }

  private zone({ availability_zone }: GroupInput): string {
    const known = this.settings.availabilityZone;
    if (availability_zone === null || availability_zone === known) return known;
    throw invalidInput(`Availability zone '${availability_zone}' is invalid.`);
  }
}
