import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requestDelete, requestForcedDelete } from '../../domain/backup/backup-deletion.decide.js';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import type { Clock } from '../../domain/shared/clock.js';
import { notSupported } from '../../domain/shared/errors.js';
import { toCinderTime } from '../../domain/shared/time.js';
import type { BackupDriver } from '../../drivers/backup/port.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { RestoreCancelling } from '../restore-cancelling.js';
import { BACKUP_DRIVER, CLOCK } from '../tokens.js';
import { DeleteBackup } from './delete-backup.command.js';

/** Checks in the order of spec/backups-api.md 5.4. */
@CommandHandler(DeleteBackup)
export class DeleteBackupHandler implements ICommandHandler<DeleteBackup> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly restores: RestoreCancelling,
    private readonly written: ReadYourWrites,
    @Inject(BACKUP_DRIVER) private readonly driver: BackupDriver,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, id, force }: DeleteBackup): Promise<void> {
    await this.find.backup(context, id);
    if (force && !this.driver.supportsForceDelete) throw notSupported('force delete');
    const request = force ? requestForcedDelete : requestDelete;
    const { state, position } = await this.store.execute(backupAggregate, id, context, (backup) =>
      request(backup, id, toCinderTime(this.clock.now())),
    );
    const cancelled = await this.restores.ofBackup(context, state, 'the backup is deleted');
    await this.written.passed(position, cancelled);
  }
}
