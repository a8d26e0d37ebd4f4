import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** Values in lower case; a missing member is left as it is. */
export interface VolumeStatuses {
  readonly status?: string;
  readonly attach_status?: string;
  readonly migration_status?: string | null;
}

export class ResetVolumeStatus extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly wanted: VolumeStatuses,
  ) {
    super();
  }
}
