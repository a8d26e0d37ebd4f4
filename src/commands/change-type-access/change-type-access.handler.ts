import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { grantAccess, revokeAccess } from '../../domain/type-catalogue/type-access.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { ChangeTypeAccess } from './change-type-access.command.js';

@CommandHandler(ChangeTypeAccess)
export class ChangeTypeAccessHandler implements ICommandHandler<ChangeTypeAccess> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, change, typeId, projectId }: ChangeTypeAccess): Promise<void> {
    const decide = change === 'grant' ? grantAccess : revokeAccess;
    await this.types.change(context, (now) => decide(now, typeId, projectId));
  }
}
