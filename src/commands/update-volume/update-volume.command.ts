import { Command } from '@nestjs/cqrs';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of PUT /volumes/{id}; a missing member is left as it is, metadata replaces the whole set. */
export interface VolumeChanges {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
}

export class UpdateVolume extends Command<VolumeState> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly changes: VolumeChanges,
  ) {
    super();
  }
}
