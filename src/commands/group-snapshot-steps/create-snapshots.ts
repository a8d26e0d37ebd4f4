import { endCreate } from '../../domain/group-snapshot/group-snapshot.decide.js';
import {
  groupSnapshotAggregate,
  type GroupSnapshotMember,
  type GroupSnapshotState,
} from '../../domain/group-snapshot/group-snapshot.state.js';
import { nextSnapshotStep } from '../../domain/process/next-step.js';
import { requestSnapshot } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { createUnlessThere } from '../create-unless-there.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * Begins every snapshot that is not begun yet; their own steps make them. Each one that has come to its end makes this step due
 * again, and with the last one it is known how the whole ends.
 */
export const createSnapshots =
  ({ store }: Pick<StepDependencies, 'store'>): Step<GroupSnapshotState> =>
  async ({ id, state: groupSnapshot, context }) => {
    const { members, project_id, user_id, name, description } = groupSnapshot;
    const snapshots: (readonly [GroupSnapshotMember, SnapshotState | null])[] = [];
    for (const member of members) {
      const { snapshot_id } = member;
      const texts = { display_name: name, display_description: description, metadata: {} };
      await createUnlessThere(store, snapshotAggregate, snapshot_id, context, () =>
        requestSnapshot({ ...member, ...texts, project_id, user_id, group_snapshot_id: id }),
      );
      snapshots.push([member, (await store.load(snapshotAggregate, snapshot_id)).state]);
    }
    if (snapshots.some(([, state]) => state !== null && nextSnapshotStep(state) !== null)) return;
    const failures = snapshots.flatMap(([member, state]) => failureOf(member, state) ?? []);
    await store.execute(groupSnapshotAggregate, id, context, (state) => endCreate(state, failures));
  };

/** Why there is no snapshot; null when there is one. */
const failureOf = ({ snapshot_id }: GroupSnapshotMember, snapshot: SnapshotState | null): string | null => {
  if (snapshot === null || snapshot.deleted_at !== null) return `Snapshot ${snapshot_id} is not there.`;
  if (snapshot.status !== 'error' && snapshot.status !== 'error_deleting') return null;
  return `Snapshot ${snapshot_id} could not be made: ${snapshot.fail_reason ?? `its status is ${snapshot.status}`}.`;
};
