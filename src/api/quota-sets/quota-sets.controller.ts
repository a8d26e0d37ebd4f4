import { Controller, Inject } from '@nestjs/common';
import type { QueryString } from '../http/lists/query-string.js';
import { PathParam, Query, Route, RowPolicy, type RowAuthorizer } from '../http/routing/decorators.js';
import { QUOTA_USAGE_READER, type QuotaUsage, type QuotaUsageReader } from './quota-reader.js';

const limitsOf = (usage: Readonly<Record<string, QuotaUsage>>): Record<string, number> =>
  Object.fromEntries(Object.entries(usage).map(([resource, { limit }]) => [resource, limit]));

@Controller()
export class QuotaSetsController {
  constructor(@Inject(QUOTA_USAGE_READER) private readonly reader: QuotaUsageReader) {}

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
}
