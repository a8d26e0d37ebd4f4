import type { QueryBus } from '@nestjs/cqrs';
import type { Limits, QuotaReader, QuotaUsage as Usage } from '../api/quota-sets/quota-reader.js';
import type { VolumeTypeReader } from '../api/types/volume-type.js';
import type { DefaultQuotaLimits } from '../commands/default-quota-limits.js';
import { defaultClass, effectiveLimits } from '../domain/quota/limits.decide.js';
import { typeResources } from '../domain/type-catalogue/quota-names.js';
import { QuotaClassLimits } from '../projections/quotas/quota-class-limits.query.js';
import { QuotaUsage } from '../projections/quotas/quota-usage.query.js';

/** Limits that were set and usage from the read model, the others from the configuration; types without limits have none. */
export class ProjectQuotas implements QuotaReader {
  constructor(
    private readonly queries: QueryBus,
    private readonly configured: Pick<DefaultQuotaLimits, 'configured'>,
    private readonly types: Pick<VolumeTypeReader, 'catalogue'>,
  ) {}

  async usage(projectId: string): Promise<Readonly<Record<string, Usage>>> {
    const { in_use, reserved, limits: own } = await this.queries.execute(new QuotaUsage(projectId));
    const limits = effectiveLimits(this.configured.configured(), await this.given(defaultClass), own);
    return this.shown((name) => ({
      limit: limits[name] ?? -1,
      in_use: in_use[name] ?? 0,
      reserved: reserved[name] ?? 0,
    }));
  }

  async defaults(): Promise<Limits> {
    return this.ofClass(defaultClass);
  }

  async ofClass(className: string): Promise<Limits> {
    const ofDefault = await this.given(defaultClass);
    const own = className === defaultClass ? {} : await this.given(className);
    const limits = effectiveLimits(this.configured.configured(), ofDefault, own);
    return this.shown((name) => limits[name] ?? -1);
  }

  private given(className: string): Promise<Limits> {
    return this.queries.execute(new QuotaClassLimits(className));
  }

  /** Every resource under the name that clients know; `of` is given the name in the books. */
  private async shown<T>(of: (recorded: string) => T): Promise<Readonly<Record<string, T>>> {
    const general = Object.keys(this.configured.configured()).map((name) => [name, name]);
    const names = [...general, ...Object.entries(typeResources(await this.types.catalogue()))];
    return Object.fromEntries(names.map(([name = '', recorded = '']) => [name, of(recorded)]));
  }
}
