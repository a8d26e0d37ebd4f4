import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { exportedRecord } from '../../domain/backup/exported-record.js';
import { isOurService } from '../../domain/backup/our-service.js';
import { invalidBackup } from '../../domain/shared/errors.js';
import type { BackupDriver } from '../../drivers/backup/port.js';
import { FindVisible } from '../find-visible.js';
import { BACKUP_DRIVER } from '../tokens.js';
import { ExportBackup, type BackupRecord } from './export-backup.command.js';

/** Checks in the order of spec/backups-api.md 5.5. */
@CommandHandler(ExportBackup)
export class ExportBackupHandler implements ICommandHandler<ExportBackup> {
  constructor(
    private readonly find: FindVisible,
    @Inject(BACKUP_DRIVER) private readonly driver: BackupDriver,
  ) {}

  async execute({ context, id }: ExportBackup): Promise<BackupRecord> {
    const backup = await this.find.backup(context, id);
    if (backup.status !== 'available') {
      throw invalidBackup(`Backup status must be available and not ${backup.status}.`);
    }
    const service = backup.service ?? '';
    if (!isOurService(this.driver.service, service)) {
      throw invalidBackup(
        `Export record aborted, the backup service currently configured [${this.driver.service}] is not the backup service that was used to create this backup [${service}].`,
      );
    }
    return { backup_service: service, backup_url: exportedRecord(backup) };
  }
}
