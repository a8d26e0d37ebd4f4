import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';
import type { Metadata, MetadataChange } from '../metadata-change.js';

/** Answers the whole metadata afterwards. */
export class ChangeSnapshotMetadata extends Command<Metadata> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly change: MetadataChange,
  ) {
    super();
  }
}
