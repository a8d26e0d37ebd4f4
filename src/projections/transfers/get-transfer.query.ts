import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { TransferState } from '../../domain/transfer/transfer.state.js';
import { LiveAggregates } from '../history/live-aggregates.js';
import { transfersTable } from './transfers.table.js';

/** A live transfer, or null when there is none, or it was accepted or deleted. */
export class GetTransfer extends Query<TransferState | null> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetTransfer)
export class GetTransferHandler implements IQueryHandler<GetTransfer> {
  constructor(private readonly live: LiveAggregates) {}

  execute({ id }: GetTransfer): Promise<TransferState | null> {
    return this.live.find(transfersTable, id);
  }
}
