import type { Aggregate, Recorded } from '../shared/event.js';
import type { BackupColumns } from './backup-columns.js';
import { evolveCreation, type BackupCreation } from './backup-creation.state.js';
import { evolveDeletion, evolveMerge, type BackupDeletion } from './backup-deletion.state.js';
import { evolveRelations, type BackupRelations } from './backup-relations.state.js';
import { backupEvents, type BackupEvent } from './backup.events.js';
import { unknownVolume } from './imported-record.js';

/** A backup as its events tell it; member names are Cinder's columns where Cinder has one. */
export interface BackupState extends BackupColumns, BackupCreation, BackupRelations, BackupDeletion {}

type Blank = Omit<BackupState, 'id' | 'project_id' | 'user_id' | 'volume_id' | 'size' | 'phase'>;

const blank = (at: string): Blank => ({
  snapshot_id: null,
  parent_id: null,
  status: 'creating',
  fail_reason: null,
  object_count: 0,
  display_name: null,
  display_description: null,
  metadata: {},
  container: null,
  service: null,
  service_metadata: null,
  host: null,
  availability_zone: null,
  force: false,
  encryption_key_id: null,
  created_at: at,
  updated_at: at,
  data_timestamp: at,
  restore_volume_id: null,
  source_previous_status: '',
  importing: null,
  import_reservations: [],
  failing: null,
  cancelling: false,
  cancel_reason: null,
  device: null,
  temp: null,
  attempts: 0,
  transfer: null,
  create_ended: null,
  bytes_read: null,
  bytes_stored: null,
  children: [],
  dependents: [],
  active_restores: [],
  verifying: null,
  hold: null,
  deletion: null,
  deletion_requested_at: null,
  children_first: null,
  merging: null,
  gave_up: null,
  deleted_at: null,
});

/** Parent and size are known at once, because others count on them; the rest follows with BackupImported. */
const imported = (
  before: BackupState | null,
  { data, at }: Recorded<Extract<BackupEvent, { type: 'BackupImportRequested' }>>,
): BackupState => ({
  ...blank(at),
  id: data.backup_id,
  project_id: data.project_id,
  user_id: data.user_id,
  volume_id: unknownVolume,
  parent_id: data.record.parent_id,
  size: data.record.size,
  display_name: before?.display_name ?? null,
  phase: 'importing',
  importing: { backup_service: data.backup_service, record: data.record },
  import_reservations: [...(before?.import_reservations ?? []), data.reservation_id],
});

const born = (event: Recorded<Extract<BackupEvent, { type: 'BackupRequested' }>>): BackupState => {
  const { backup_id, incremental: _, data_timestamp, ...data } = event.data;
  return {
    ...blank(event.at),
    ...data,
    id: backup_id,
    data_timestamp: data_timestamp ?? event.at,
    phase: 'requested',
  };
};

export const evolveBackup = (state: BackupState | null, event: Recorded<BackupEvent>): BackupState | null => {
  if (event.type === 'BackupRequested') return born(event);
  if (event.type === 'BackupImportRequested') return imported(state, event);
  // Of a deleted backup it says only that an import of it was given up.
  if (state === null || event.type === 'BackupAbandoned') return state;
  const change =
    evolveCreation(state, event) ??
    evolveRelations(state, event) ??
    evolveMerge(event) ??
    evolveDeletion(event);
  return { ...state, ...change, updated_at: event.at };
};

export const backupAggregate: Aggregate<BackupState, BackupEvent> = {
  category: 'backup',
  events: backupEvents,
  evolve: evolveBackup,
};
