import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** os-update_snapshot_status: a compute service tells how far the bytes are. */
export class UpdateSnapshotStatus extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly status: string,
    /** Such as `80%`; undefined leaves it as it is. */
    readonly progress: string | undefined,
  ) {
    super();
  }
}
