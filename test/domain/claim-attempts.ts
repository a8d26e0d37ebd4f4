import type { Claim } from '../../src/domain/shared/claim.js';
import { DomainError } from '../../src/domain/shared/errors.js';
import type { AnyEvent } from '../../src/domain/shared/event.js';
import {
  lockForBackup as lockSnapshot,
  releaseFromBackup as releaseSnapshot,
  requestDelete as deleteSnapshot,
  resetSnapshotStatus,
} from '../../src/domain/snapshot/snapshot.decide.js';
import type { SnapshotState } from '../../src/domain/snapshot/snapshot.state.js';
import { requestDelete as deleteVolume } from '../../src/domain/volume/volume-deletion.decide.js';
import {
  lockForBackup,
  lockForRestore,
  releaseFromBackup,
  releaseFromRestore,
  type ReleaseOutcome,
} from '../../src/domain/volume/volume-lock.decide.js';
import { resetVolumeStatus } from '../../src/domain/volume/volume-status-reset.decide.js';
import type { VolumeState } from '../../src/domain/volume/volume.state.js';
import { snapshotId } from './histories/snapshot.js';
import { volumeId } from './histories/volume.js';

/** Something that may be tried: taking, releasing or an administrator's interference. */
export type Attempt<S, E> =
  | { readonly kind: 'take' | 'release'; readonly by: Claim; decide(state: S | null): readonly E[] }
  | { readonly kind: 'interfere'; decide(state: S | null): readonly E[] };

const backup = (operation_id: string): Claim => ({ operation: 'backup', operation_id });
const restore = (operation_id: string): Claim => ({ operation: 'restore', operation_id });
const ids = ['one', 'two'];
const outcomes: readonly ReleaseOutcome[] = ['finished', 'failed', 'abandoned'];

export const onVolume: Attempt<VolumeState, AnyEvent>[] = [
  ...ids.map((id) => ({
    kind: 'take' as const,
    by: backup(id),
    decide: (state: VolumeState | null) => lockForBackup(state, volumeId, id, true),
  })),
  ...ids.map((id) => ({
    kind: 'take' as const,
    by: restore(id),
    decide: (state: VolumeState | null) => lockForRestore(state, volumeId, id, 1, 'backup'),
  })),
  ...ids.flatMap((id) =>
    outcomes.flatMap((outcome) => [
      {
        kind: 'release' as const,
        by: backup(id),
        decide: (state: VolumeState | null) => releaseFromBackup(state, id, outcome),
      },
      {
        kind: 'release' as const,
        by: restore(id),
        decide: (state: VolumeState | null) => releaseFromRestore(state, id, outcome),
      },
    ]),
  ),
  ...['available', 'error', 'backing-up', 'restoring-backup'].map((status) => ({
    kind: 'interfere' as const,
    decide: (state: VolumeState | null) => resetVolumeStatus(state, volumeId, { status }),
  })),
];
export const deletingVolume: Attempt<VolumeState, AnyEvent> = {
  kind: 'interfere',
  decide: (state) => deleteVolume(state, volumeId, { cascade: false, force: true }),
};

export const onSnapshot: Attempt<SnapshotState, AnyEvent>[] = [
  ...ids.map((id) => ({
    kind: 'take' as const,
    by: backup(id),
    decide: (state: SnapshotState | null) => lockSnapshot(state, snapshotId, 'elsewhere', id),
  })),
  ...ids.map((id) => ({
    kind: 'take' as const,
    by: backup(id),
    decide: (state: SnapshotState | null) => lockSnapshot(state, snapshotId, volumeId, id),
  })),
  ...ids.flatMap((id) =>
    outcomes.map((outcome) => ({
      kind: 'release' as const,
      by: backup(id),
      decide: (state: SnapshotState | null) => releaseSnapshot(state, id, outcome),
    })),
  ),
  ...['available', 'error', 'backing-up'].map((status) => ({
    kind: 'interfere' as const,
    decide: (state: SnapshotState | null) => resetSnapshotStatus(state, snapshotId, status),
  })),
];
export const deletingSnapshot: Attempt<SnapshotState, AnyEvent> = {
  kind: 'interfere',
  decide: (state) => deleteSnapshot(state, snapshotId, true),
};

/** A refusal is no event. */
export const tried = <S, E>(state: S | null, attempt: Attempt<S, E>): readonly E[] => {
  try {
    return attempt.decide(state);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
};
