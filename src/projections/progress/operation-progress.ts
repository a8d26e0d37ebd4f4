import type { BackupDataState } from '../../domain/backup/backup-data.state.js';
import type { BackupState } from '../../domain/backup/backup.state.js';
import {
  nextBackupStep,
  nextRestoreStep,
  type BackupStep,
  type RestoreStep,
} from '../../domain/process/next-step.js';
import type { RestoreState } from '../../domain/restore/restore.state.js';
import type { TransferRun } from '../../domain/shared/transfer-run.js';
import { figuresOf, type Transfer, type TransferFigures } from './transfer-figures.js';

export type OperationStatus = 'running' | 'failing' | 'cancelling' | 'completed' | 'failed' | 'cancelled';

/** How far one create or restore is; bytes are those of the volume, not of the store. */
export interface OperationProgress extends TransferFigures {
  readonly operation: 'create' | 'restore';
  /** Of the backup or of the restore. */
  readonly id: string;
  /** What is backed up, or restored to. */
  readonly volume_id: string;
  /** The step it is in, in an operator's words. */
  readonly phase: string;
  readonly status: OperationStatus;
  /** Runs of the transfer so far; 0 before the first. */
  readonly attempt: number;
  readonly started_at: string;
  readonly updated_at: string;
}

const phases: Readonly<Record<BackupStep | RestoreStep, string>> = {
  import: 'importing the record',
  schedule: 'choosing a host',
  start: 'starting',
  prepareDevice: 'preparing the device',
  prepareTarget: 'preparing the target volume',
  createTemp: 'making a temporary copy',
  exportDevice: 'exporting the device',
  transfer: 'transferring',
  detachDevice: 'detaching the device',
  removeExport: 'removing the export',
  deleteTemp: 'removing the temporary copy',
  finish: 'finishing',
  fail: 'giving back what it held',
  stopVerification: 'done',
  settleChildren: 'done',
  mergeLayer: 'done',
  discardMerge: 'done',
  deleteObjects: 'done',
  finishDelete: 'done',
};

interface Standing {
  readonly step: BackupStep | RestoreStep | null;
  readonly isOver: boolean;
  readonly isMoving: boolean;
}

/** A transfer that is due and not under way waits for a worker: for its turn, or for a new attempt. */
const phaseOf = ({ step, isOver, isMoving }: Standing): string => {
  if (isOver || step === null) return 'done';
  return step === 'transfer' && !isMoving ? 'waiting for a worker' : phases[step];
};

interface Going {
  readonly cancelling: boolean;
  readonly failing: object | null;
}

const goingOf = ({ cancelling, failing }: Going): OperationStatus => {
  if (cancelling) return 'cancelling';
  return failing === null ? 'running' : 'failing';
};

/** Null for a backup that was not made here, but imported. */
export const createProgress = (
  backup: BackupState,
  data: BackupDataState | null,
  now: Date,
): OperationProgress | null => {
  if (backup.import_reservations.length > 0) return null;
  const { transfer, create_ended: end } = backup;
  const status = end?.outcome ?? goingOf(backup);
  const isMoving = isUnderWay(transfer);
  return {
    operation: 'create',
    id: backup.id,
    volume_id: backup.volume_id,
    phase: phaseOf({ step: nextBackupStep(backup), isOver: end !== null, isMoving }),
    status,
    ...figuresOf({
      ...bytesOf(backup, data),
      isCompleted: status === 'completed',
      isMoving: status === 'running' && isMoving,
      bytesTotal: transfer?.total_bytes ?? null,
      run: transfer,
      now,
    }),
    attempt: backup.attempts,
    started_at: backup.created_at,
    updated_at: end?.at ?? later(backup.updated_at ?? backup.created_at, data?.updated_at),
  };
};

const isUnderWay = (run: TransferRun | null): boolean => run !== null && run.ended_at === null;

/** A volume may be looked at beyond its last object, and all of it was when the data is complete. */
const bytesOf = (
  { transfer, bytes_read }: BackupState,
  data: BackupDataState | null,
): Pick<Transfer, 'bytesDone' | 'bytesBefore' | 'marks'> => {
  const bytesDone = bytes_read ?? data?.bytes_done ?? 0;
  if (data === null) return { bytesDone, bytesBefore: 0, marks: [] };
  return data.attempt === transfer?.attempt
    ? { bytesDone, bytesBefore: data.bytes_before, marks: data.marks }
    : { bytesDone, bytesBefore: data.bytes_done, marks: [] };
};

export const restoreProgress = (restore: RestoreState, now: Date): OperationProgress => {
  const { transfer, outcome } = restore;
  const status = outcome ?? goingOf(restore);
  const isMoving = isUnderWay(transfer);
  return {
    operation: 'restore',
    id: restore.id,
    volume_id: restore.volume_id,
    phase: phaseOf({ step: nextRestoreStep(restore), isOver: outcome !== null, isMoving }),
    status,
    ...figuresOf({
      isCompleted: status === 'completed',
      isMoving: status === 'running' && isMoving,
      bytesDone: restore.bytes_done,
      bytesTotal: restore.total_bytes,
      bytesBefore: transfer?.bytes_before ?? 0,
      marks: transfer?.marks ?? [],
      run: transfer,
      now,
    }),
    attempt: restore.attempts,
    started_at: restore.created_at,
    updated_at: restore.updated_at,
  };
};

/** Times of Cinder's form compare as texts. */
const later = (one: string, other: string | undefined): string =>
  other !== undefined && other > one ? other : one;

export const isOver = ({ status }: OperationProgress): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';
