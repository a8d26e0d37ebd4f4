import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { resetStatus } from '../../domain/backup/backup.decide.js';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { RestoreCancelling } from '../restore-cancelling.js';
import { ResetBackupStatus } from './reset-backup-status.command.js';

/**
 * Works for every backup, also for one that never reached a host. A reset is how Cinder's operators cancel a restore: what
 * reads the backup stops, and the status stays as it was written (spec/backup-workflow.md 1.1, section 4 "Cancel").
 */
@CommandHandler(ResetBackupStatus)
export class ResetBackupStatusHandler implements ICommandHandler<ResetBackupStatus> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly restores: RestoreCancelling,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, status }: ResetBackupStatus): Promise<void> {
    await this.find.backup(context, id);
    const { state, position } = await this.store.execute(backupAggregate, id, context, (backup) =>
      resetStatus(backup, id, status),
    );
    const cancelled = await this.restores.ofBackup(
      context,
      state,
      `the backup's status was reset to ${status}`,
    );
    await this.written.passed(position, cancelled);
  }
}
