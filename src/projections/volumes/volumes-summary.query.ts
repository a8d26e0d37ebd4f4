import { Query } from '@nestjs/cqrs';
import type { ListScope } from '../listing/list-query.js';

export interface VolumesSummaryResult {
  readonly total_count: number;
  /** GiB. */
  readonly total_size: number;
  /** Each metadata key in use with its distinct values, both in alphabetical order. */
  readonly metadata: Readonly<Record<string, readonly string[]>>;
}

/** What live volumes add up to (`GET /volumes/summary`). */
export class VolumesSummary extends Query<VolumesSummaryResult> {
  constructor(readonly scope: ListScope) {
    super();
  }
}
