import { event } from '../shared/event.js';
import { oneOf, record, text } from '../shared/schema.js';

/** The volume goes back to its newest snapshot (spec/api-core.md 2.7). */
export const volumeRevertTypes = {
  VolumeRevertRequested: event(
    'VolumeRevertRequested',
    1,
    record({
      /** Tells this revert from every other one of the volume. */
      revert_id: text,
      snapshot_id: text,
    }),
  ),
  /** A complete copy of the snapshot lies ready under that name. It alone takes the volume's place. */
  VolumeRevertPrepared: event('VolumeRevertPrepared', 1, record({ revert_id: text, copy: text })),
  VolumeReverted: event('VolumeReverted', 1, record({ revert_id: text, snapshot_id: text })),
  /** `available`: somebody else was faster with the snapshot, and nothing was done. */
  VolumeRevertFailed: event(
    'VolumeRevertFailed',
    1,
    record({ revert_id: text, status: oneOf('error', 'available'), reason: text }),
  ),
} as const;
