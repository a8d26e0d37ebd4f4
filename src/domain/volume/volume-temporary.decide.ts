import type { VolumeEvent } from './volume.events.js';
import type { VolumeState } from './volume.state.js';

/** The copy is complete: it is `backing-up`, so that users cannot delete it (spec/backup-workflow.md 1.2). */
export const completeTemporary = (
  state: VolumeState | null,
  host: string,
  backupId: string,
): VolumeEvent[] => {
  if (state === null || state.host !== null || state.status !== 'creating') return [];
  const holder = { operation: 'backup', operation_id: backupId } as const;
  return [
    { type: 'VolumeCreated', data: { host, status: 'creating' } },
    {
      type: 'VolumeStatusChanged',
      data: {
        from: 'creating',
        to: 'backing-up',
        previous_status: null,
        reason: 'read by its backup',
        ...holder,
        locked: true,
      },
    },
  ];
};

/** Whatever it is: nobody else needs it. */
export const deleteTemporary = (state: VolumeState | null): VolumeEvent[] =>
  state === null || state.deleted_at !== null || state.deletion !== null
    ? []
    : [{ type: 'VolumeDeletionRequested', data: { cascade: true, force: true } }];
