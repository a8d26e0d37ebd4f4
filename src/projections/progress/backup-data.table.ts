import type { BackupDataEvent } from '../../domain/backup/backup-data.events.js';
import { backupDataAggregate, type BackupDataState } from '../../domain/backup/backup-data.state.js';
import type { Table } from '../store/table.js';

/** How far the objects of each backup have come; nobody searches it, so it has no columns. */
export const backupDataTable: Table<BackupDataState, BackupDataEvent> = {
  name: 'backup_data',
  aggregate: backupDataAggregate,
  columns: {},
  indexes: {},
  nextStep: () => null,
  claims: () => [],
};
