import type { BackupDataState } from '../../domain/backup/backup-data.state.js';
import type { RestoreState } from '../../domain/restore/restore.state.js';
import { backupsTable } from '../backups/backups.table.js';
import type { LiveAggregates } from '../history/live-aggregates.js';
import { restoresTable } from '../restores/restores.table.js';
import type { ReadModel } from '../store/read-model.js';
import type { Row } from '../store/row.js';
import { backupDataTable } from './backup-data.table.js';
import { createProgress, restoreProgress, type OperationProgress } from './operation-progress.js';

/** The create of a backup first, then its restores, the newest first. */
export interface BackupProgress {
  readonly project_id: string;
  readonly operations: readonly OperationProgress[];
}

/** Restores that run are few; of those that ended, only the newest are told. */
const restoresTold = 50;

const restoresSql = `SELECT state FROM ${restoresTable.name} WHERE backup_id = ? ORDER BY created_at DESC, id LIMIT ${restoresTold}`;
const dataSql = `SELECT state FROM ${backupDataTable.name} WHERE id = ?`;

const stateOf = <S>(row: Row): S => JSON.parse(String(row['state'])) as S;

/** What the rows of this process tell of a backup's operations, whichever process carries them out. */
export class ProgressReader {
  constructor(
    private readonly model: ReadModel,
    private readonly live: LiveAggregates,
  ) {}

  /** Null when there is no such backup, or no more. */
  async read(id: string, now = new Date()): Promise<BackupProgress | null> {
    const backup = await this.live.find(backupsTable, id);
    if (backup === null) return null;
    const row = this.model.get(dataSql, [id]);
    const create = createProgress(backup, row === undefined ? null : stateOf<BackupDataState>(row), now);
    const restores = this.model.all(restoresSql, [id]).map((one) => stateOf<RestoreState>(one));
    return {
      project_id: backup.project_id,
      operations: [
        ...(create === null ? [] : [create]),
        ...restores.map((restore) => restoreProgress(restore, now)),
      ],
    };
  }
}
