import { Command } from '@nestjs/cqrs';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import type { CommandContext } from '../command-context.js';

export interface ManageInput {
  /** `host@backend` or `host@backend#pool`, as the caller gave it. */
  readonly host: string;
  readonly isCluster: boolean;
  /** `source-name` of the reference; empty when there is none. */
  readonly reference: string;
  readonly name: string | null;
  readonly description: string | null;
  /** Name or id; null: the default one. */
  readonly volume_type: string | null;
  readonly availability_zone: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly bootable: boolean;
}

export class ManageVolume extends Command<VolumeState> {
  constructor(
    readonly context: CommandContext,
    readonly input: ManageInput,
  ) {
    super();
  }
}
