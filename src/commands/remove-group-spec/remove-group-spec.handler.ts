import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { removeGroupSpec } from '../../domain/group-types/group-specs.decide.js';
import { GroupTypes } from '../group-types.js';
import { RemoveGroupSpec } from './remove-group-spec.command.js';

@CommandHandler(RemoveGroupSpec)
export class RemoveGroupSpecHandler implements ICommandHandler<RemoveGroupSpec> {
  constructor(private readonly types: GroupTypes) {}

  async execute({ context, groupTypeId, key }: RemoveGroupSpec): Promise<void> {
    await this.types.change(context, (now) => removeGroupSpec(now, groupTypeId, key));
  }
}
