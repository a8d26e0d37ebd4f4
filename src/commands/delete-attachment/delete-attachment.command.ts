import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';
import type { VolumeAttachment } from '../../domain/volume/volume-attachments.js';

/** Answers the attachments that the volume has left. */
export class DeleteAttachment extends Command<readonly VolumeAttachment[]> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
  ) {
    super();
  }
}
