import { doubtfulClaims, type HeldClaimRow } from '../claims/doubtful-claims.js';
import { hostOf } from '../../domain/process/host-of.js';
import type { GroupSource } from '../../domain/group/group.state.js';
import type { HeartbeatState, ServiceState } from '../../domain/service/service.state.js';
import { operationKinds, type OperationKind } from '../../domain/shared/claim.js';
import type { LogPosition } from '../../drivers/event-log/port.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';

export interface ParentCandidateRow {
  readonly id: string;
  readonly status: string;
  readonly data_timestamp: string;
}

export interface ChildRow {
  readonly id: string;
  readonly status: string;
}

export interface ServiceRows {
  readonly services: readonly ServiceState[];
  readonly heartbeats: readonly HeartbeatState[];
}

export interface UnfinishedRow {
  readonly operation: OperationKind;
  readonly id: string;
  readonly step: string;
  readonly host: string | null;
}

/** `groupSnapshot` has its rows in `group_snapshots`. */
const tableOf = (operation: OperationKind): string =>
  `${operation.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}s`;

const unfinishedSql = operationKinds
  .map(
    (operation) =>
      `SELECT '${operation}' AS operation, id, next_step AS step, created_at, state FROM ${tableOf(operation)}
       WHERE next_step IS NOT NULL`,
  )
  .join(' UNION ALL ');

/** What commands, process manager and reconciler ask of the read models; it may lag behind the log. */
export class ReadModelLookup {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  /** Live backups of one volume made by one project, newest data first. */
  async parentCandidates(volumeId: string, projectId: string): Promise<readonly ParentCandidateRow[]> {
    return this.model
      .all(
        `SELECT id, status, data_timestamp FROM backups
         WHERE deleted_at IS NULL AND volume_id = ? AND project_id = ? ORDER BY data_timestamp DESC, id`,
        [volumeId, projectId],
      )
      .map(({ id, status, data_timestamp }) => ({
        id: String(id),
        status: String(status),
        data_timestamp: String(data_timestamp),
      }));
  }

  /** Live backups that name this one as their parent, in every project, at the head of the log. */
  async childrenOf(backupId: string): Promise<readonly ChildRow[]> {
    await this.runner.catchUp();
    return this.model
      .all('SELECT id, status FROM backups WHERE deleted_at IS NULL AND parent_id = ? ORDER BY id', [
        backupId,
      ])
      .map(({ id, status }) => ({ id: String(id), status: String(status) }));
  }

  /** Whether any live volume has the type, or is to get it, at the head of the log. */
  async isTypeInUse(typeId: string): Promise<boolean> {
    await this.runner.catchUp();
    const sql = `SELECT 1 FROM volumes WHERE deleted_at IS NULL AND volume_type_id = ?
       UNION ALL SELECT 1 FROM volumes WHERE next_step IS NOT NULL AND state ->> '$.retyping.volume_type_id' = ? LIMIT 1`;
    return this.model.get(sql, [typeId, typeId]) !== undefined;
  }

  /** Whether any live group takes volumes of the type, at the head of the log. */
  async isTypeOfGroup(typeId: string): Promise<boolean> {
    await this.runner.catchUp();
    const sql = `SELECT 1 FROM groups, json_each(groups.state, '$.volume_type_ids') AS type
       WHERE groups.deleted_at IS NULL AND type.value = ? LIMIT 1`;
    return this.model.get(sql, [typeId]) !== undefined;
  }

  /** Whether a group is being made from this source, at the head of the log. */
  async isCopiedNow({ kind, id }: GroupSource): Promise<boolean> {
    await this.runner.catchUp();
    const source = kind === 'group' ? 'source_group_id' : 'group_snapshot_id';
    const sql = `SELECT 1 FROM groups WHERE next_step = 'createMembers' AND ${source} = ? LIMIT 1`;
    return this.model.get(sql, [id]) !== undefined;
  }

  /** Whether any live group has the type of groups, at the head of the log. */
  async isGroupTypeInUse(groupTypeId: string): Promise<boolean> {
    await this.runner.catchUp();
    const sql = 'SELECT 1 FROM groups WHERE deleted_at IS NULL AND group_type_id = ? LIMIT 1';
    return this.model.get(sql, [groupTypeId]) !== undefined;
  }

  /** Every aggregate that waits for a step, oldest first. */
  async unfinished(): Promise<readonly UnfinishedRow[]> {
    return this.model
      .all(`${unfinishedSql} ORDER BY created_at, id`)
      .map(({ operation, id, step, state }) => {
        const kind = String(operation) as OperationKind;
        const host = hostOf(kind, JSON.parse(String(state)));
        return { operation: kind, id: String(id), step: String(step), host };
      });
  }

  /** Live backup schedules with something to do at `now`. */
  async schedulesDue(now: string): Promise<readonly string[]> {
    return this.model
      .all(
        `SELECT id FROM backup_schedules WHERE next_step IS NOT NULL
         UNION SELECT id FROM backup_schedules WHERE next_run_at <= ?`,
        [now],
      )
      .map(({ id }) => String(id));
  }

  /**
   * Claims taken before `since`, oldest first. Left out: live snapshots in the books of their volume and live children
   * in those of their parent, which are held for as long as they live.
   */
  claimsBefore(since: string): Promise<readonly HeldClaimRow[]> {
    return doubtfulClaims(this.model, since);
  }

  /** What administrators decided about services, and what processes reported. */
  async services(): Promise<ServiceRows> {
    const states = (table: string): readonly unknown[] =>
      this.model.all(`SELECT state FROM ${table} ORDER BY id`).map(({ state }) => JSON.parse(String(state)));
    return {
      services: states('services') as readonly ServiceState[],
      heartbeats: states('heartbeats') as readonly HeartbeatState[],
    };
  }

  /** Resolves when the rows have passed `position`, or after `timeoutMs`. */
  async waitFor(position: LogPosition, timeoutMs?: number): Promise<void> {
    await this.runner.waitFor(position, timeoutMs);
  }
}
