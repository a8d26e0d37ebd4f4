import { randomUUID } from 'node:crypto';
import { AggregateStore } from '../../src/commands/aggregate-store.js';
import {
  CreateGroupSnapshot,
  type GroupSnapshotInput,
} from '../../src/commands/create-group-snapshot/create-group-snapshot.command.js';
import { DeleteGroupSnapshot } from '../../src/commands/delete-group-snapshot/delete-group-snapshot.command.js';
import { updateGroup } from '../../src/domain/group/group-members.decide.js';
import { completeCreate, requestGroup } from '../../src/domain/group/group.decide.js';
import { groupAggregate, type GroupState } from '../../src/domain/group/group.state.js';
import {
  groupSnapshotAggregate,
  type GroupSnapshotState,
} from '../../src/domain/group-snapshot/group-snapshot.state.js';
import type { Aggregate, AnyEvent } from '../../src/domain/shared/event.js';
import { EventHistory } from '../../src/projections/history/event-history.js';
import type { Requests } from './bench-requests.js';
import type { CommandBench } from './command-bench.js';

export interface GroupOf {
  readonly group: string;
  readonly volumes: readonly string[];
}

/** A group with so many volumes. */
export const groupOf = async (bench: CommandBench, by: Requests, count = 2): Promise<GroupOf> => {
  const volumes: string[] = [];
  for (let n = 0; n < count; n++) volumes.push((await bench.execute(by.createVolume())).id);
  await bench.settle();
  const store = bench.process.get(AggregateStore);
  const group = randomUUID();
  const context = by.context;
  const requested = requestGroup({
    group_id: group,
    project_id: by.project,
    user_id: 'u',
    name: 'a group',
    description: null,
    group_type_id: 'g',
    volume_type_ids: [],
    availability_zone: 'nova',
    host: null,
    source: null,
    members: [],
  });
  await store.create(groupAggregate, group, context, requested);
  await store.execute(groupAggregate, group, by.context, (state) =>
    completeCreate(state, 'node-1@file#file'),
  );
  if (count > 0) {
    await store.execute(groupAggregate, group, by.context, (state) =>
      updateGroup(state, group, { change_id: randomUUID(), add: volumes, remove: [] }),
    );
  }
  await bench.settle();
  return { group, volumes };
};

export const takeGroupSnapshot = (
  by: Requests,
  group_id: string,
  input: Partial<GroupSnapshotInput> = {},
): CreateGroupSnapshot =>
  new CreateGroupSnapshot(by.context, { group_id, name: 'together', description: null, ...input });

export const deleteGroupSnapshot = (by: Requests, id: string): DeleteGroupSnapshot =>
  new DeleteGroupSnapshot(by.context, id);

export const groupState = (bench: CommandBench, id: string): Promise<GroupState> =>
  existing(bench, groupAggregate, id);

export const groupSnapshotState = (bench: CommandBench, id: string): Promise<GroupSnapshotState> =>
  existing(bench, groupSnapshotAggregate, id);

const existing = async <S, E extends AnyEvent>(
  bench: CommandBench,
  aggregate: Aggregate<S, E>,
  id: string,
): Promise<S> => {
  const state = await new EventHistory(bench.log).fold(aggregate, id);
  if (state === null) throw new Error(`there is no ${aggregate.category} ${id}`);
  return state;
};
