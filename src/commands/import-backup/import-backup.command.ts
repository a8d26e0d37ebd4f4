import { Command } from '@nestjs/cqrs';
import type { BackupState } from '../../domain/backup/backup.state.js';
import type { CommandContext } from '../command-context.js';
import type { BackupRecord } from '../export-backup/export-backup.command.js';

export class ImportBackup extends Command<BackupState> {
  constructor(
    readonly context: CommandContext,
    readonly input: BackupRecord,
  ) {
    super();
  }
}
