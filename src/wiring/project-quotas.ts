import type { QueryBus } from '@nestjs/cqrs';
import type { QuotaUsage as Usage, QuotaUsageReader } from '../api/quota-sets/quota-reader.js';
import type { CommandSettings } from '../commands/settings.js';
import { QuotaUsage } from '../projections/quotas/quota-usage.query.js';

const unlimited = -1;
const defaultGroups = 10;

/** Limits from the configuration, usage from the read model. */
export class ProjectQuotas implements QuotaUsageReader {
  constructor(
    private readonly queries: QueryBus,
    private readonly settings: CommandSettings,
  ) {}

  async usage(projectId: string): Promise<Readonly<Record<string, Usage>>> {
    const { in_use, reserved } = await this.queries.execute(new QuotaUsage(projectId));
    const limits = await this.defaults();
    return Object.fromEntries(
      Object.entries(limits).map(([resource, limit]) => [
        resource,
        { limit, in_use: in_use[resource] ?? 0, reserved: reserved[resource] ?? 0 },
      ]),
    );
  }

  async defaults(): Promise<Readonly<Record<string, number>>> {
    const { quotaLimits, perVolumeSizeLimit, defaultVolumeType } = this.settings;
    return {
      ...quotaLimits,
      per_volume_gigabytes: perVolumeSizeLimit,
      groups: defaultGroups,
      [`volumes_${defaultVolumeType}`]: unlimited,
      [`gigabytes_${defaultVolumeType}`]: unlimited,
      [`snapshots_${defaultVolumeType}`]: unlimited,
    };
  }
}
