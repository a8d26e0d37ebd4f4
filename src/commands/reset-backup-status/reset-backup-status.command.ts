import { Command } from '@nestjs/cqrs';
import type { ResettableStatus } from '../../domain/backup/backup.events.js';
import type { CommandContext } from '../command-context.js';

export class ResetBackupStatus extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly status: ResettableStatus,
  ) {
    super();
  }
}
