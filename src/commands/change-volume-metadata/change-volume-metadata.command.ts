import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';
import type { Metadata, MetadataChange } from '../metadata-change.js';

/** Answers the whole metadata afterwards. */
export class ChangeVolumeMetadata extends Command<Metadata> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly change: MetadataChange,
    /** Answers true when the metadata is what the client thinks it is (If-Match); refused otherwise. */
    readonly precondition: (current: Metadata) => boolean = () => true,
  ) {
    super();
  }
}

/** If-Match named another state of the metadata: 412. */
export class PreconditionFailed extends Error {
  override readonly name = 'PreconditionFailed';
}
