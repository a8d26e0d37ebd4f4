import { Command } from '@nestjs/cqrs';
import type { BackupState } from '../../domain/backup/backup.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of POST /backups, validated and trimmed (spec/backups-api.md 2.1). */
export interface BackupInput {
  readonly volume_id: string;
  readonly snapshot_id: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly container: string | null;
  readonly incremental: boolean;
  readonly force: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly availability_zone: string | null;
}

export class CreateBackup extends Command<BackupState> {
  constructor(
    readonly context: CommandContext,
    readonly input: BackupInput,
    /** Given by a schedule's run, which sends the request for one id once; otherwise a new one. */
    readonly id?: string,
  ) {
    super();
  }
}
