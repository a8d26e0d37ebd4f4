import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { setGroupSpecs } from '../../domain/group-types/group-specs.decide.js';
import { GroupTypes } from '../group-types.js';
import { SetGroupSpecs } from './set-group-specs.command.js';

@CommandHandler(SetGroupSpecs)
export class SetGroupSpecsHandler implements ICommandHandler<SetGroupSpecs> {
  constructor(private readonly types: GroupTypes) {}

  async execute({ context, groupTypeId, specs }: SetGroupSpecs): Promise<void> {
    await this.types.change(context, (now) => setGroupSpecs(now, groupTypeId, specs));
  }
}
