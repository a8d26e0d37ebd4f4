import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { deleteGroupType } from '../../domain/group-types/group-type.decide.js';
import { GroupTypes } from '../group-types.js';
import { DeleteGroupType } from './delete-group-type.command.js';

@CommandHandler(DeleteGroupType)
export class DeleteGroupTypeHandler implements ICommandHandler<DeleteGroupType> {
  constructor(private readonly types: GroupTypes) {}

  async execute({ context, id }: DeleteGroupType): Promise<void> {
    await this.types.change(context, (now) => deleteGroupType(now, id));
  }
}
