import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cancelByUser, noRestoreTo, nothingToCancel } from '../../domain/backup/backup-cancel.decide.js';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { RestoreCancelling } from '../restore-cancelling.js';
import { CancelBackup } from './cancel-backup.command.js';

/** The answer says that it will stop; what runs hears of it at once, or at its next append. */
@CommandHandler(CancelBackup)
export class CancelBackupHandler implements ICommandHandler<CancelBackup> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly restores: RestoreCancelling,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, volumeId }: CancelBackup): Promise<void> {
    const backup = await this.find.backup(context, id);
    if (backup.phase === 'done' || volumeId !== null) {
      const { found, position } = await this.restores.byUser(context, backup, volumeId);
      if (found === 0) throw volumeId === null ? nothingToCancel(backup) : noRestoreTo(volumeId);
      return this.written.passed(position);
    }
    const { position } = await this.store.execute(backupAggregate, id, context, (state) =>
      cancelByUser(state, id, context.actor.user_id ?? ''),
    );
    return this.written.passed(position);
  }
}
