import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { transferNotFound } from '../../domain/shared/errors.js';
import type { TransferState } from '../../domain/transfer/transfer.state.js';
import { ListTransfers } from '../../projections/transfers/list-transfers.query.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import { pageBody, pageOf } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import type { JsonText } from '../http/rows/json-text.js';
import { Context, LinkMaker, Query, Route } from '../http/routing/decorators.js';
import { transferListRequest } from './transfers.list.js';
import { transferCollection, transferDetail, transferSummary } from './transfers.view.js';

const policy = 'volume:get_all_transfers';

/** Two families of URLs without a difference (spec 5.7). */
@Controller()
export class TransferListsController {
  constructor(private readonly queries: QueryBus) {}

  @Route({ method: 'GET', path: 'os-volume-transfer', status: 200, policy }, { path: 'volume-transfers' })
  list(
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<JsonText> {
    return this.#page(context, query, links, '');
  }

  @Route(
    { method: 'GET', path: 'os-volume-transfer/detail', status: 200, policy },
    { path: 'volume-transfers/detail' },
  )
  detail(
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<JsonText> {
    return this.#page(context, query, links, '/detail');
  }

  async #page(
    context: RequestContext,
    query: QueryString,
    links: Links,
    end: '' | '/detail',
  ): Promise<JsonText> {
    const asked = transferListRequest(query, context);
    const page = pageOf(
      await this.queries.execute(new ListTransfers(asked.scope, asked.query)),
      transferNotFound,
    );
    const view = (transfer: TransferState): object =>
      end === '' ? transferSummary(transfer, links) : transferDetail(transfer, links, context);
    const { limit } = asked.query;
    return pageBody({ key: 'transfers', path: `${transferCollection}${end}` }, page, {
      view,
      links,
      limit,
      query,
    });
  }
}
