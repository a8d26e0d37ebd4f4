import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export type VolumeFlag = 'readonly' | 'bootable';

/** os-update_readonly_flag and os-set_bootable. */
export class SetVolumeFlag extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly flag: VolumeFlag,
    readonly value: boolean,
  ) {
    super();
  }
}
