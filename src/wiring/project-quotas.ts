import type { QueryBus } from '@nestjs/cqrs';
import type { Limits, QuotaReader, QuotaUsage as Usage } from '../api/quota-sets/quota-reader.js';
import type { DefaultQuotaLimits } from '../commands/default-quota-limits.js';
import { defaultClass, effectiveLimits } from '../domain/quota/limits.decide.js';
import { QuotaClassLimits } from '../projections/quotas/quota-class-limits.query.js';
import { QuotaUsage } from '../projections/quotas/quota-usage.query.js';

/** Limits that were set and usage from the read model, the others from the configuration. */
export class ProjectQuotas implements QuotaReader {
  constructor(
    private readonly queries: QueryBus,
    private readonly configured: Pick<DefaultQuotaLimits, 'configured'>,
  ) {}

  async usage(projectId: string): Promise<Readonly<Record<string, Usage>>> {
    const { in_use, reserved, limits: own } = await this.queries.execute(new QuotaUsage(projectId));
    const known = await this.defaults();
    return Object.fromEntries(
      Object.entries(known).map(([resource, limit]) => [
        resource,
        {
          limit: own[resource] ?? limit,
          in_use: in_use[resource] ?? 0,
          reserved: reserved[resource] ?? 0,
        },
      ]),
    );
  }

  async defaults(): Promise<Limits> {
    return this.ofClass(defaultClass);
  }

  async ofClass(className: string): Promise<Limits> {
    const configured = this.configured.configured();
    const ofDefault = await this.queries.execute(new QuotaClassLimits(defaultClass));
    const own = className === defaultClass ? {} : await this.queries.execute(new QuotaClassLimits(className));
    const limits = effectiveLimits(configured, ofDefault, own);
    return Object.fromEntries(Object.keys(configured).map((resource) => [resource, limits[resource] ?? -1]));
  }
}
