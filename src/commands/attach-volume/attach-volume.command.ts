import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** The body of os-attach; a server wins over a host. */
export interface AttachInput {
  readonly instance_uuid: string | null;
  readonly host_name: string | null;
  readonly mountpoint: string;
  readonly mode: string;
}

export class AttachVolume extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly input: AttachInput,
  ) {
    super();
  }
}
