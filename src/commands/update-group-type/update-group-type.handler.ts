import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { existingGroupType } from '../../domain/group-types/find-group-type.js';
import { updateGroupType } from '../../domain/group-types/group-type.decide.js';
import type { GroupType } from '../../domain/group-types/group-types.state.js';
import { GroupTypes } from '../group-types.js';
import { UpdateGroupType } from './update-group-type.command.js';

@CommandHandler(UpdateGroupType)
export class UpdateGroupTypeHandler implements ICommandHandler<UpdateGroupType> {
  constructor(private readonly types: GroupTypes) {}

  async execute({ context, id, changes }: UpdateGroupType): Promise<GroupType> {
    const decided = await this.types.change(context, (now) => updateGroupType(now, id, changes));
    return existingGroupType(decided, id);
  }
}
