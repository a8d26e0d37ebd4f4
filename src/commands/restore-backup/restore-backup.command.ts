import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export interface RestoreInput {
  /** The volume to restore to; null makes a new one. */
  readonly volume_id: string | null;
  /** Name of a new volume. */
  readonly name: string | null;
}

export interface RestoreAnswer {
  readonly backup_id: string;
  readonly volume_id: string;
  /** The target's name before its metadata is restored. */
  readonly volume_name: string;
}

export class RestoreBackup extends Command<RestoreAnswer> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly input: RestoreInput,
  ) {
    super();
  }
}
