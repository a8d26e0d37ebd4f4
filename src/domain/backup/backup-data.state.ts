import type { Aggregate, Recorded } from '../shared/event.js';
import { withMark, type Mark } from '../shared/transfer-run.js';
import { backupDataCategory, backupDataEvents, type BackupDataEvent } from './backup-data.events.js';

/** How far the objects of a backup have come. */
export interface BackupDataState {
  readonly attempt: number;
  /** Objects are recorded in order: the volume is backed up, or was found unchanged, up to here. */
  readonly bytes_done: number;
  /** The same before the first object of this attempt. */
  readonly bytes_before: number;
  readonly marks: readonly Mark[];
  readonly updated_at: string;
}

/** Called for every object of every backup: it keeps a few numbers, and no list of objects. */
export const evolveBackupData = (
  state: BackupDataState | null,
  { data: { attempt, offset, length }, at }: Recorded<BackupDataEvent>,
): BackupDataState => {
  const bytes_done = offset + length;
  const goesOn = state?.attempt === attempt;
  return {
    attempt,
    bytes_done,
    bytes_before: (goesOn ? state.bytes_before : state?.bytes_done) ?? 0,
    marks: withMark(goesOn ? state.marks : [], at, bytes_done),
    updated_at: at,
  };
};

export const backupDataAggregate: Aggregate<BackupDataState, BackupDataEvent> = {
  category: backupDataCategory,
  events: backupDataEvents,
  evolve: evolveBackupData,
};
