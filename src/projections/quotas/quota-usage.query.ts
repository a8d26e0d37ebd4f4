import { Query } from '@nestjs/cqrs';

/** Amounts by resource name (`volumes`, `gigabytes`, `backups`, …); a resource that was never used is missing: 0. */
export interface QuotaUsageResult {
  readonly in_use: Readonly<Record<string, number>>;
  readonly reserved: Readonly<Record<string, number>>;
}

/** What a project uses and what open operations hold in reserve. */
export class QuotaUsage extends Query<QuotaUsageResult> {
  constructor(readonly projectId: string) {
    super();
  }
}
