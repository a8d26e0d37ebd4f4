import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { DeleteMessage } from '../../commands/delete-message/delete-message.command.js';
import type { MessageState } from '../../domain/message/message.state.js';
import { messageNotFound } from '../../domain/shared/errors.js';
import { toCinderTime } from '../../domain/shared/time.js';
import { GetMessage } from '../../projections/messages/get-message.query.js';
import { ListMessages } from '../../projections/messages/list-messages.query.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import type { Links } from '../http/links.js';
import type { ListRequest } from '../http/lists/list-request.js';
import { pageBody, pageOf } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import {
  Context,
  LinkMaker,
  List,
  PathParam,
  Query,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { messageRules } from './messages.list.js';
import { messageView } from './messages.view.js';

/** Below 3.5 a list of messages has no parameters. */
const everything = { marker: null, offset: 0, sort: [], filters: [], empty: false, withCount: false };

const now = (): string => toCinderTime(new Date());

@Controller()
export class MessagesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({ method: 'GET', path: 'messages', status: 200, since: '3.3', policy: 'message:get_all' })
  async list(
    @Context() { microversion }: RequestContext,
    @List(messageRules) list: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const asked = microversion.atLeast('3.5') ? list.query : { ...list.query, ...everything };
    const found = await this.queries.execute(new ListMessages(list.scope, asked, now()));
    const view = (message: MessageState): object => messageView(message, links);
    const collection = { key: 'messages', path: 'messages' };
    return pageBody(collection, pageOf(found, messageNotFound), { view, links, query, limit: asked.limit });
  }

  @Route({
    method: 'GET',
    path: 'messages/:id',
    status: 200,
    since: '3.3',
    policy: 'message:get',
    enforce: 'row',
  })
  async show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @LinkMaker() links: Links,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    return { message: messageView(await this.#visible(id, context, authorize), links) };
  }

  @Route({
    method: 'DELETE',
    path: 'messages/:id',
    status: 204,
    since: '3.3',
    policy: 'message:delete',
    enforce: 'row',
    empty: 'html',
  })
  async delete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#visible(id, context, authorize);
    await this.commands.execute(new DeleteMessage(commandContext(context), id));
  }

  async #visible(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<MessageState> {
    const found = await this.queries.execute(new GetMessage(id, now()));
    const message = visibleRow(found, context, () => messageNotFound(id));
    authorize(message.project_id);
    return message;
  }
}
