import { Controller, Inject } from '@nestjs/common';
import { allows } from '../http/identity/policy-check.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Context, Query, Route } from '../http/routing/decorators.js';
import { QUOTA_READER, type QuotaUsage, type QuotaReader } from '../quota-sets/quota-reader.js';

const maximums = {
  maxTotalVolumes: 'volumes',
  maxTotalSnapshots: 'snapshots',
  maxTotalVolumeGigabytes: 'gigabytes',
  maxTotalBackups: 'backups',
  maxTotalBackupGigabytes: 'backup_gigabytes',
};
const used = {
  totalVolumesUsed: 'volumes',
  totalGigabytesUsed: 'gigabytes',
  totalSnapshotsUsed: 'snapshots',
  totalBackupsUsed: 'backups',
  totalBackupGigabytesUsed: 'backup_gigabytes',
};

const pick = (
  names: Readonly<Record<string, string>>,
  usage: Readonly<Record<string, QuotaUsage>>,
  member: 'limit' | 'in_use',
): Record<string, number | undefined> =>
  Object.fromEntries(Object.entries(names).map(([name, key]) => [name, usage[key]?.[member]]));

/** Another project's limits are for administrators, from 3.39 on; otherwise the parameter is ignored. */
const projectAsked = (context: RequestContext, query: QueryString): string => {
  if (!context.is_admin || !context.microversion.atLeast('3.39')) return context.project_id;
  return query.get('project_id') ?? query.get('tenant_id') ?? context.project_id;
};

@Controller()
export class LimitsController {
  constructor(@Inject(QUOTA_READER) private readonly reader: QuotaReader) {}

  /** The rule hides the used values; it does not refuse the answer (spec 5.3). */
  @Route({ method: 'GET', path: 'limits', status: 200, policy: null })
  async show(@Context() context: RequestContext, @Query() query: QueryString): Promise<object> {
    const usage = await this.reader.usage(projectAsked(context, query));
    const showsUsed = allows('limits_extension:used_limits', context);
    const absolute = {
      ...pick(maximums, usage, 'limit'),
      ...(showsUsed ? pick(used, usage, 'in_use') : {}),
    };
    return { limits: { rate: [], absolute } };
  }
}
