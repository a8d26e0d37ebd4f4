import { Command } from '@nestjs/cqrs';
import type { BackupState } from '../../domain/backup/backup.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of PUT /backups/{id}; a missing member is left as it is, metadata replaces the whole set. */
export interface BackupChanges {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
}

export class UpdateBackup extends Command<BackupState> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly changes: BackupChanges,
  ) {
    super();
  }
}
