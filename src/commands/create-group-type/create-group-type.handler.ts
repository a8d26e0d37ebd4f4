import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { existingGroupType } from '../../domain/group-types/find-group-type.js';
import { createGroupType } from '../../domain/group-types/group-type.decide.js';
import type { GroupType } from '../../domain/group-types/group-types.state.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { GroupTypes } from '../group-types.js';
import { IDS } from '../tokens.js';
import { CreateGroupType } from './create-group-type.command.js';

@CommandHandler(CreateGroupType)
export class CreateGroupTypeHandler implements ICommandHandler<CreateGroupType> {
  constructor(
    private readonly types: GroupTypes,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context, input }: CreateGroupType): Promise<GroupType> {
    const group_type_id = this.ids.next();
    const decided = await this.types.change(context, (now) =>
      createGroupType(now, { group_type_id, ...input }),
    );
    return existingGroupType(decided, group_type_id);
  }
}
