import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requestDelete } from '../../domain/backup/backup.decide.js';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { DeleteBackup } from './delete-backup.command.js';

@CommandHandler(DeleteBackup)
export class DeleteBackupHandler implements ICommandHandler<DeleteBackup> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id }: DeleteBackup): Promise<void> {
    await this.find.backup(context, id);
    const { position } = await this.store.execute(backupAggregate, id, context, (state) =>
      requestDelete(state, id),
    );
    await this.written.passed(position);
  }
}
