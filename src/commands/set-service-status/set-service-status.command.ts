import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export interface ServiceStatus {
  readonly disabled: boolean;
  readonly disabled_reason: string | null;
}

/** Enables or disables a service: disabled ones get no new work. */
export class SetServiceStatus extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly binary: string,
    readonly host: string,
    readonly status: ServiceStatus,
  ) {
    super();
  }
}
