import { Command } from '@nestjs/cqrs';
import type { TransferState } from '../../domain/transfer/transfer.state.js';
import type { CommandContext } from '../command-context.js';

export interface TransferInput {
  readonly volume_id: string;
  readonly name: string | null;
  readonly no_snapshots: boolean;
}

export interface OfferedTransfer {
  readonly transfer: TransferState;
  /** Nobody can tell it again. */
  readonly auth_key: string;
}

/** Offers a volume to whoever has the key (spec/api-core.md 5.7). */
export class CreateTransfer extends Command<OfferedTransfer> {
  constructor(
    readonly context: CommandContext,
    readonly input: TransferInput,
  ) {
    super();
  }
}
