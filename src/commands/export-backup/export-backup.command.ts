import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export interface BackupRecord {
  /** Class path of the driver that wrote the backup. */
  readonly backup_service: string;
  /** Base64 of the record's JSON (spec/backup-formats.md section 6). */
  readonly backup_url: string;
}

/** A record of the backup that another service can import. Nothing is changed by it. */
export class ExportBackup extends Command<BackupRecord> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
  ) {
    super();
  }
}
