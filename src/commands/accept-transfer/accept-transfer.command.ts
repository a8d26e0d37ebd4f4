import { Command } from '@nestjs/cqrs';
import type { TransferState } from '../../domain/transfer/transfer.state.js';
import type { CommandContext } from '../command-context.js';

/** Takes an offered volume into the caller's project, with the key of the offer (spec/api-core.md 5.7). */
export class AcceptTransfer extends Command<TransferState> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly key: string,
  ) {
    super();
  }
}
