import type { Recorded } from '../shared/event.js';
import type { TransferRun } from '../shared/transfer-run.js';
import type { BackupColumns } from './backup-columns.js';
import type { BackupDeletion } from './backup-deletion.state.js';
import type { BackupEvent, DeviceKind } from './backup.events.js';
import type { ImportedRecord } from './imported-record.js';

/** Where the create workflow stands; each name is what was done last. */
export type BackupPhase =
  | 'importing'
  | 'requested'
  | 'scheduled'
  | 'started'
  | 'planned'
  | 'prepared'
  | 'exported'
  | 'transferred'
  | 'detached'
  | 'unexported'
  | 'done';

/** How the backup comes to be, by a create or an import. */
export interface BackupCreation {
  readonly phase: BackupPhase;
  /** The record that is about to be applied. */
  readonly importing: { readonly backup_service: string; readonly record: ImportedRecord } | null;
  /** Quota reservations of the imports that were recorded, over all its lives. */
  readonly import_reservations: readonly string[];
  /** The failure that is being cleaned up, until BackupFailed. */
  readonly failing: { readonly step: string; readonly fail_reason: string } | null;
  /** The create was told to stop, until BackupCancelled. */
  readonly cancelling: boolean;
  /** Why it was told to stop, while it still has to say so. */
  readonly cancel_reason: string | null;
  readonly device: { readonly kind: DeviceKind; readonly id: string } | null;
  /** A copy made for this backup; while it is there its removal is owed. */
  readonly temp: { readonly kind: DeviceKind; readonly id: string } | null;
  /** Runs of the transfer so far. */
  readonly attempts: number;
  /** The newest attempt; how far it has come is told by the stream of the objects (backup-data.state.ts). */
  readonly transfer: (TransferRun & { readonly total_bytes: number }) | null;
  /** How the create ended; null while it runs, and for an imported record. */
  readonly create_ended: {
    readonly outcome: 'completed' | 'failed' | 'cancelled';
    readonly at: string;
  } | null;
}

type Told = BackupColumns & BackupCreation & Pick<BackupDeletion, 'deletion'>;
type Change = Partial<BackupColumns & BackupCreation>;

/** The create is over. A delete that came meanwhile has the last word on the status. */
const ended = (state: Told, status: string): Change => ({
  status: state.deletion === null ? status : state.status,
  phase: 'done',
  failing: null,
  cancelling: false,
  cancel_reason: null,
});

const transferOf = ({
  data: { attempt, total_bytes },
  at,
}: Recorded<Extract<BackupEvent, { type: 'BackupTransferStarted' }>>): BackupCreation['transfer'] => ({
  attempt,
  total_bytes,
  started_at: at,
  ended_at: null,
});

const stopped = ({ transfer }: Told, at: string): BackupCreation['transfer'] =>
  transfer === null ? null : { ...transfer, ended_at: transfer.ended_at ?? at };

const applied = ({ importing, created_at: requested_at }: Told): Change => {
  if (importing === null) return {};
  const { created_at: told, data_timestamp, ...members } = importing.record;
  const created_at = told ?? requested_at;
  return { ...members, created_at, data_timestamp: data_timestamp ?? created_at, importing: null };
};

/** Null: the event says nothing of the create. */
export const evolveCreation = (state: Told, event: Recorded<BackupEvent>): Change | null => {
  switch (event.type) {
    case 'BackupScheduled':
      return { ...event.data, phase: 'scheduled' };
    case 'BackupStarted':
      return { ...event.data, phase: 'started' };
    case 'BackupTempPlanned':
      return { temp: { kind: event.data.temp_kind, id: event.data.temp_id }, phase: 'planned' };
    case 'BackupTempCreated':
      return {};
    case 'BackupTempReleased':
      return { temp: null };
    case 'BackupRescheduled':
      return { host: event.data.host, transfer: stopped(state, event.at) };
    case 'BackupDevicePrepared':
      return { device: { kind: event.data.device_kind, id: event.data.device_id }, phase: 'prepared' };
    case 'BackupDeviceExported':
      return { phase: 'exported' };
    case 'BackupDeviceAttached':
      return { attempts: event.data.attempt };
    case 'BackupTransferStarted':
      return { transfer: transferOf(event) };
    case 'BackupTransferInterrupted':
      return { transfer: stopped(state, event.at) };
    case 'BackupDataCompleted':
      return { ...event.data, phase: 'transferred', transfer: stopped(state, event.at) };
    case 'BackupDeviceDetached':
      return { phase: 'detached' };
    case 'BackupDeviceUnexported':
      return { phase: 'unexported' };
    case 'BackupStepFailed':
      return { failing: event.data, transfer: stopped(state, event.at) };
    case 'BackupFailed':
      return {
        ...ended(state, 'error'),
        create_ended: { outcome: 'failed', at: event.at },
        fail_reason: event.data.fail_reason,
      };
    case 'BackupAvailable':
      return {
        ...ended(state, 'available'),
        create_ended: { outcome: 'completed', at: event.at },
        size: event.data.size,
      };
    case 'BackupImported':
      return { ...ended(state, 'available'), ...event.data, ...applied(state) };
    case 'BackupImportFailed':
      // It never had a place in a chain.
      return { ...ended(state, 'error'), ...event.data, importing: null, parent_id: null };
    case 'BackupCancelRequested':
      return { cancelling: true, cancel_reason: event.data.reason };
    case 'BackupCancelled':
      return {
        ...ended(state, 'error'),
        create_ended: { outcome: 'cancelled', at: event.at },
        // Of a backup that is being deleted nobody asks why.
        fail_reason: state.deletion === null ? event.data.reason : state.fail_reason,
      };
    default:
      return null;
  }
};
