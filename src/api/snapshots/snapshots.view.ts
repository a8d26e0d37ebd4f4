import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { allows } from '../http/identity/policy-check.js';
import type { Viewer } from '../http/identity/request-context.js';
import { RowTexts } from '../http/rows/row-texts.js';

/** The plain list; it has more than an id and a name, but no links (spec 3.1). */
export const snapshotSummary = (snapshot: SnapshotState): object => ({
  id: snapshot.id,
  created_at: snapshot.created_at,
  updated_at: snapshot.updated_at,
  name: snapshot.display_name,
  description: snapshot.display_description,
  volume_id: snapshot.volume_id,
  status: snapshot.status,
  size: snapshot.size,
  metadata: snapshot.metadata,
});

/** The answer to create and update. */
export const snapshotView = (snapshot: SnapshotState, { microversion }: Viewer): object => ({
  ...snapshotSummary(snapshot),
  ...(microversion.atLeast('3.14') ? { group_snapshot_id: snapshot.group_snapshot_id } : {}),
  ...(microversion.atLeast('3.41') ? { user_id: snapshot.user_id } : {}),
  ...(microversion.atLeast('3.65') ? { consumes_quota: snapshot.use_quota } : {}),
});

export const snapshotDetail = (snapshot: SnapshotState, context: Viewer): object => ({
  ...snapshotView(snapshot, context),
  ...(allows('volume_extension:extended_snapshot_attributes', context, snapshot.project_id)
    ? {
        'os-extended-snapshot-attributes:project_id': snapshot.project_id,
        'os-extended-snapshot-attributes:progress': snapshot.progress,
      }
    : {}),
});

export const snapshotSummaries = new RowTexts(snapshotSummary);
export const snapshotDetails = new RowTexts<SnapshotState>((snapshot, _links, viewer) =>
  snapshotDetail(snapshot, viewer),
);
