import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { liveOf } from '../listing/list-live.js';
import type { ListScope } from '../listing/list-query.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';

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

@QueryHandler(VolumesSummary)
export class VolumesSummaryHandler implements IQueryHandler<VolumesSummary> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ scope }: VolumesSummary): Promise<VolumesSummaryResult> {
    await this.runner.catchUp();
    const { sql, parameters } = liveOf(scope);
    const [totals] = this.model.remembered(
      `SELECT count(*) AS n, coalesce(sum(size), 0) AS size FROM volumes WHERE ${sql}`,
      parameters,
    );
    const pairs = this.model.remembered(
      `SELECT DISTINCT pair.key AS key, pair.value AS value
       FROM volumes, json_each(state, '$.metadata') AS pair WHERE ${sql} ORDER BY 1, 2`,
      parameters,
    );
    const metadata = new Map<string, string[]>();
    for (const { key, value } of pairs) {
      const values = metadata.get(String(key)) ?? [];
      metadata.set(String(key), [...values, String(value)]);
    }
    return {
      total_count: Number(totals?.['n']),
      total_size: Number(totals?.['size']),
      metadata: Object.fromEntries(metadata),
    };
  }
}
