import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';

/** What one project has on a backend; sizes in GiB. */
export interface ProjectUsage {
  readonly project_id: string;
  readonly volumes: number;
  readonly volume_gigabytes: number;
  readonly snapshots: number;
  readonly snapshot_gigabytes: number;
}

/** What live volumes on a backend, and their snapshots, add up to, by project. */
export class HostUsage extends Query<readonly ProjectUsage[]> {
  /** @param host `host@backend` */
  constructor(readonly host: string) {
    super();
  }
}

const usage = `
  WITH here AS (
    SELECT id, project_id, size FROM volumes
    WHERE deleted_at IS NULL AND (host = ? OR substr(host, 1, ?) = ?)),
  things AS (
    SELECT project_id, 1 AS volumes, size AS volume_gigabytes, 0 AS snapshots, 0 AS snapshot_gigabytes FROM here
    UNION ALL
    SELECT project_id, 0, 0, 1, volume_size FROM snapshots
    WHERE deleted_at IS NULL AND volume_id IN (SELECT id FROM here))
  SELECT project_id, sum(volumes) AS volumes, sum(volume_gigabytes) AS volume_gigabytes,
    sum(snapshots) AS snapshots, sum(snapshot_gigabytes) AS snapshot_gigabytes
  FROM things GROUP BY project_id ORDER BY project_id`;

@QueryHandler(HostUsage)
export class HostUsageHandler implements IQueryHandler<HostUsage> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ host }: HostUsage): Promise<readonly ProjectUsage[]> {
    await this.runner.catchUp();
    return this.model.all(usage, [host, host.length + 1, `${host}#`]).map((row) => ({
      project_id: String(row['project_id']),
      volumes: Number(row['volumes']),
      volume_gigabytes: Number(row['volume_gigabytes']),
      snapshots: Number(row['snapshots']),
      snapshot_gigabytes: Number(row['snapshot_gigabytes']),
    }));
  }
}
