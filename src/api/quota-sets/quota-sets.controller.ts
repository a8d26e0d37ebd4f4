import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RemoveQuotaLimits } from '../../commands/remove-quota-limits/remove-quota-limits.command.js';
import { SetQuotaLimits } from '../../commands/set-quota-limits/set-quota-limits.command.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { QueryString } from '../http/lists/query-string.js';
import {
  Body,
  Context,
  PathParam,
  Query,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { QUOTA_READER, type QuotaUsage, type QuotaReader } from './quota-reader.js';
import { checkName, quotaLimits, type QuotaMembers } from './quota-sets.input.js';
import { updateQuotaSet } from './quota-sets.schemas.js';

const limitsOf = (usage: Readonly<Record<string, QuotaUsage>>): Record<string, number> =>
  Object.fromEntries(Object.entries(usage).map(([resource, { limit }]) => [resource, limit]));

@Controller()
export class QuotaSetsController {
  constructor(
    @Inject(QUOTA_READER) private readonly reader: QuotaReader,
    private readonly commands: CommandBus,
  ) {}

  /** The rule is about the project in the path, not the caller's (spec 1.9). */
  @Route({
    method: 'GET',
    path: 'os-quota-sets/:id',
    status: 200,
    policy: 'volume_extension:quotas:show',
    enforce: 'row',
  })
  async show(
    @PathParam() project: string,
    @Query() query: QueryString,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    authorize(project);
    const withUsage = query.boolean('usage');
    const usage = await this.reader.usage(project);
    return { quota_set: { ...(withUsage ? usage : limitsOf(usage)), id: project } };
  }

  @Route({
    method: 'GET',
    path: 'os-quota-sets/:id/defaults',
    status: 200,
    policy: 'volume_extension:quotas:show',
    enforce: 'row',
  })
  async defaults(@PathParam() project: string, @RowPolicy() authorize: RowAuthorizer): Promise<object> {
    authorize(project);
    return { quota_set: { ...(await this.reader.defaults()), id: project } };
  }
  /** Answers without the id, unlike GET. */
  @Route({
    method: 'PUT',
    path: 'os-quota-sets/:id',
    status: 200,
    policy: 'volume_extension:quotas:update',
    body: updateQuotaSet,
  })
  async update(
    @PathParam() project: string,
    @Context() context: RequestContext,
    @Body() body: { readonly quota_set: QuotaMembers },
  ): Promise<object> {
    checkName(project, 'quota_set_name');
    const limits = quotaLimits(body.quota_set, await this.reader.defaults());
    await this.commands.execute(new SetQuotaLimits(commandContext(context), project, limits));
    return { quota_set: limitsOf(await this.reader.usage(project)) };
  }

  @Route({
    method: 'DELETE',
    path: 'os-quota-sets/:id',
    status: 200,
    policy: 'volume_extension:quotas:delete',
  })
  async remove(@PathParam() project: string, @Context() context: RequestContext): Promise<void> {
    checkName(project, 'quota_set_name');
    await this.commands.execute(new RemoveQuotaLimits(commandContext(context), project));
  }
}
