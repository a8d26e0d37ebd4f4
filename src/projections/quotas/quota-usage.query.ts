import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { emptyQuota, reservedOf, type QuotaState } from '../../domain/quota/quota.state.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';

/** Amounts by resource name (`volumes`, `gigabytes`, `backups`, …); a resource that was never used is missing: 0. */
export interface QuotaUsageResult {
  readonly in_use: Readonly<Record<string, number>>;
  readonly reserved: Readonly<Record<string, number>>;
  /** The project's own limits; a resource that is missing follows the default class. */
  readonly limits: Readonly<Record<string, number>>;
}

/** What a project uses, what open operations hold in reserve, and its own limits. */
export class QuotaUsage extends Query<QuotaUsageResult> {
  constructor(readonly projectId: string) {
    super();
  }
}

@QueryHandler(QuotaUsage)
export class QuotaUsageHandler implements IQueryHandler<QuotaUsage> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ projectId }: QuotaUsage): Promise<QuotaUsageResult> {
    await this.runner.catchUp();
    const row = this.model.get('SELECT state FROM quotas WHERE id = ?', [projectId]);
    const quota: QuotaState = row === undefined ? emptyQuota : JSON.parse(String(row['state']));
    const reserved = new Set(Object.values(quota.reservations).flatMap(({ deltas }) => Object.keys(deltas)));
    return {
      in_use: quota.in_use,
      limits: quota.limits,
      reserved: Object.fromEntries([...reserved].map((resource) => [resource, reservedOf(quota, resource)])),
    };
  }
}
