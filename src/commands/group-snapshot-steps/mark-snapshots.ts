import type { GroupSnapshotState } from '../../domain/group-snapshot/group-snapshot.state.js';
import { deleteWithGroupSnapshot } from '../../domain/snapshot/snapshot-group.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import type { LogPosition } from '../../drivers/event-log/port.js';
import type { AggregateStore } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';

/** Asks for the deletion of every snapshot of the group that is there. */
export const markSnapshots = async (
  store: AggregateStore,
  groupSnapshot: GroupSnapshotState,
  context: CommandContext,
): Promise<readonly (LogPosition | undefined)[]> => {
  const marked = groupSnapshot.members.map(({ snapshot_id }) =>
    store.execute(snapshotAggregate, snapshot_id, context, (state) =>
      deleteWithGroupSnapshot(state, groupSnapshot),
    ),
  );
  return (await Promise.all(marked)).map(({ position }) => position);
};
