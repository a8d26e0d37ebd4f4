import { Command } from '@nestjs/cqrs';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of POST /volumes, validated and trimmed (spec/api-core.md 2.3, 2.10). At most one source is set. */
export interface VolumeInput {
  /** GiB; null takes the source's. */
  readonly size: number | null;
  readonly name: string | null;
  readonly description: string | null;
  /** Name or id; null or '' takes the source's, else the default. */
  readonly volume_type: string | null;
  readonly availability_zone: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly snapshot_id: string | null;
  readonly source_volid: string | null;
  readonly backup_id: string | null;
  /** The group that it is made in. */
  readonly group_id: string | null;
}

export class CreateVolume extends Command<VolumeState> {
  constructor(
    readonly context: CommandContext,
    readonly input: VolumeInput,
  ) {
    super();
  }
}
