import { randomUUID } from 'node:crypto';
import {
  CreateGroupSnapshot,
  type GroupSnapshotInput,
} from '../../src/commands/create-group-snapshot/create-group-snapshot.command.js';
import { CreateGroup } from '../../src/commands/create-group/create-group.command.js';
import { CreateGroupFrom } from '../../src/commands/create-group-from/create-group-from.command.js';
import { CreateGroupType } from '../../src/commands/create-group-type/create-group-type.command.js';
import { DeleteGroupSnapshot } from '../../src/commands/delete-group-snapshot/delete-group-snapshot.command.js';
import { groupAggregate, type GroupState } from '../../src/domain/group/group.state.js';
import {
  groupSnapshotAggregate,
  type GroupSnapshotState,
} from '../../src/domain/group-snapshot/group-snapshot.state.js';
import type { Aggregate, AnyEvent } from '../../src/domain/shared/event.js';
import { EventHistory } from '../../src/projections/history/event-history.js';
import type { Requests } from './bench-requests.js';
import type { CommandBench } from './command-bench.js';

const volumeType = '__DEFAULT__';

export interface GroupOf {
  readonly group: string;
  readonly volumes: readonly string[];
}

/** A group with so many volumes. */
export const groupOf = async (bench: CommandBench, by: Requests, count = 2): Promise<GroupOf> => {
  const type = await bench.execute(
    new CreateGroupType(by.context, {
      name: `type ${randomUUID()}`,
      description: null,
      is_public: true,
      group_specs: {},
    }),
  );
  const { id: group } = await bench.execute(
    new CreateGroup(by.context, {
      name: 'a group',
      description: null,
      group_type: type.id,
      volume_types: [volumeType],
      availability_zone: null,
    }),
  );
  await bench.settle();
  const volumes: string[] = [];
  for (let n = 0; n < count; n++) {
    const command = by.createVolume({ volume_type: volumeType, group_id: group });
    volumes.push((await bench.execute(command)).id);
  }
  await bench.settle();
  return { group, volumes };
};

export const groupFromSnapshot = (by: Requests, id: string): CreateGroupFrom => {
  const source = { kind: 'groupSnapshot', id } as const;
  return new CreateGroupFrom(by.context, { name: 'again', description: null, source });
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
