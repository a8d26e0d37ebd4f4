import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { TransferState } from '../../domain/transfer/transfer.state.js';
import { listLive } from '../listing/list-live.js';
import type { ListQuery, ListResult, ListScope } from '../listing/list-query.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';
import { transfersListing } from './transfers.listing.js';

/** Live transfers, as they are at the head of the log. */
export class ListTransfers extends Query<ListResult<TransferState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
  ) {
    super();
  }
}

@QueryHandler(ListTransfers)
export class ListTransfersHandler implements IQueryHandler<ListTransfers> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ scope, query }: ListTransfers): Promise<ListResult<TransferState>> {
    await this.runner.catchUp();
    return listLive(this.model, transfersListing, scope, query);
  }
}
