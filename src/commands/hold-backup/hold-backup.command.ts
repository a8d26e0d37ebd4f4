import { Command } from '@nestjs/cqrs';
import type { BackupState } from '../../domain/backup/backup.state.js';
import type { CommandContext } from '../command-context.js';

export interface HoldInput {
  readonly reason: string;
  /** When it lapses, in Cinder's form; null: never. */
  readonly until: string | null;
}

/** Keeps a backup from being deleted, in the caller's name. */
export class HoldBackup extends Command<BackupState> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly input: HoldInput,
  ) {
    super();
  }
}
