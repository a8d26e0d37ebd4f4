import type { DeviceKind } from './backup.events.js';
import type { BackupState } from './backup.state.js';

/** What the bytes are read from: something that is there, or a temporary copy that has to be made first. */
export type DeviceChoice = { readonly kind: DeviceKind; readonly id: string } | { readonly temp: DeviceKind };

/**
 * The table of spec/volume-drivers.md section 1. A volume that nobody writes to is read itself, and so is a snapshot,
 * where the backend can attach one. `useTempSnapshot` is a wish: without that ability a temporary volume does.
 */
export const chooseDevice = (
  backup: Pick<BackupState, 'volume_id' | 'snapshot_id' | 'source_previous_status'>,
  { supportsSnapshotAttach, useTempSnapshot }: { supportsSnapshotAttach: boolean; useTempSnapshot: boolean },
): DeviceChoice => {
  if (backup.snapshot_id !== null) {
    return supportsSnapshotAttach ? { kind: 'snapshot', id: backup.snapshot_id } : { temp: 'volume' };
  }
  if (backup.source_previous_status === 'available') return { kind: 'volume', id: backup.volume_id };
  return { temp: useTempSnapshot && supportsSnapshotAttach ? 'snapshot' : 'volume' };
};
