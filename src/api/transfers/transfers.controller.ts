import { Controller } from '@nestjs/common';
import type { RequestContext } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import {
  Body,
  Context,
  LinkMaker,
  PathParam,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { TransferRequests, type AcceptTransferBody, type CreateTransferBody } from './transfer-requests.js';
import { acceptTransfer, createTransfer } from './transfers.schemas.js';

/** Two families of URLs without a difference; clients below 3.55 use the older one (spec 5.7). */
@Controller()
export class TransfersController {
  constructor(private readonly requests: TransferRequests) {}

  @Route(
    {
      method: 'POST',
      path: 'os-volume-transfer',
      status: 202,
      policy: 'volume:create_transfer',
      enforce: 'row',
      body: createTransfer,
    },
    { path: 'volume-transfers' },
  )
  create(
    @Context() context: RequestContext,
    @Body() body: CreateTransferBody,
    @RowPolicy() authorize: RowAuthorizer,
    @LinkMaker() links: Links,
  ): Promise<object> {
    return this.requests.create(context, body, authorize, links);
  }

  @Route(
    { method: 'GET', path: 'os-volume-transfer/:id', status: 200, policy: 'volume:get_transfer' },
    { path: 'volume-transfers/:id' },
  )
  show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @LinkMaker() links: Links,
  ): Promise<object> {
    return this.requests.show(id, context, links);
  }

  @Route(
    {
      method: 'POST',
      path: 'os-volume-transfer/:id/accept',
      status: 202,
      policy: 'volume:accept_transfer',
      body: acceptTransfer,
    },
    { path: 'volume-transfers/:id/accept' },
  )
  accept(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: AcceptTransferBody,
    @LinkMaker() links: Links,
  ): Promise<object> {
    return this.requests.accept(id, context, body, links);
  }

  @Route(
    {
      method: 'DELETE',
      path: 'os-volume-transfer/:id',
      status: 202,
      policy: 'volume:delete_transfer',
      enforce: 'row',
      empty: 'html',
    },
    { path: 'volume-transfers/:id' },
  )
  delete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    return this.requests.delete(id, context, authorize);
  }
}
