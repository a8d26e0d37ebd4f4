import { event } from '../shared/event.js';
import { record, text } from '../shared/schema.js';

/** What a group knows of its snapshots: it cannot be deleted while it has any. */
export const groupSnapshotTypes = {
  GroupSnapshotAdded: event('GroupSnapshotAdded', 1, record({ group_snapshot_id: text })),
  GroupSnapshotRemoved: event('GroupSnapshotRemoved', 1, record({ group_snapshot_id: text })),
} as const;
