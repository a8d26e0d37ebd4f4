import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { updateBackup } from '../../domain/backup/backup.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { renamed } from '../renamed.js';
import { UpdateBackup } from './update-backup.command.js';

@CommandHandler(UpdateBackup)
export class UpdateBackupHandler implements ICommandHandler<UpdateBackup> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, changes }: UpdateBackup): Promise<BackupState> {
    await this.find.backup(context, id);
    const { state, position } = await this.store.execute(backupAggregate, id, context, (current) =>
      updateBackup(current, id, renamed(changes)),
    );
    await this.written.passed(position);
    return state as BackupState;
  }
}
