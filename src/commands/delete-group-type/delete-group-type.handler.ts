import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { deleteGroupType } from '../../domain/group-types/group-type.decide.js';
import { GroupTypes } from '../group-types.js';
import { DeleteGroupType } from './delete-group-type.command.js';

@CommandHandler(DeleteGroupType)
export class DeleteGroupTypeHandler implements ICommandHandler<DeleteGroupType> {
  constructor(private readonly types: GroupTypes) {}

  /** That there is no such type comes first. */
  async execute({ context, id }: DeleteGroupType): Promise<void> {
    deleteGroupType(await this.types.catalogue(), id);
    await this.types.refuseInUse(id);
    await this.types.change(context, (now) => deleteGroupType(now, id));
  }
}
