import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupMember, GroupSource, GroupState } from '../../domain/group/group.state.js';
import { holdForGroup, releaseFromGroup } from '../../domain/group-snapshot/group-snapshot-source.decide.js';
import { groupSnapshotAggregate } from '../../domain/group-snapshot/group-snapshot.state.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { invalidGroup } from '../../domain/shared/errors.js';
import { bootOfSnapshot, bootOfVolume } from '../../domain/volume/boot-metadata.js';
import { checkSource } from '../../domain/volume/volume-source.decide.js';
import { AggregateStore } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { withCompensation, type Compensate } from '../compensation.js';
import { FindVisible } from '../find-visible.js';
import { FrozenBackends } from '../frozen-backends.js';
import { NewGroup } from '../new-group.js';
import { IDS } from '../tokens.js';
import { CreateGroupFrom } from './create-group-from.command.js';

interface Origin {
  /** The group whose types, zone and place the new one gets. */
  readonly group: GroupState;
  readonly members: readonly GroupMember[];
}

/** Its volumes, with their ids, are part of what is recorded; the group's own step records each of them. */
@CommandHandler(CreateGroupFrom)
export class CreateGroupFromHandler implements ICommandHandler<CreateGroupFrom> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly frozen: FrozenBackends,
    private readonly newGroup: NewGroup,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context, input }: CreateGroupFrom): Promise<GroupState> {
    const { name, description, source } = input;
    const group_id = this.ids.next();
    const { group, members } = await this.origin(context, source);
    if (group.host === null) throw invalidGroup(`No valid host to create group ${group_id}.`);
    await this.frozen.refuse(group.host);
    if (members.length === 0) throw invalidGroup(nothingIn[source.kind]);
    const { group_type_id, volume_type_ids, availability_zone, host } = group;
    const taken = { group_type_id, volume_type_ids, availability_zone, host };
    return withCompensation(async (compensate) => {
      if (source.kind === 'groupSnapshot') await this.hold(context, source.id, group_id, compensate);
      const made = { group_id, name, description, source, members, ...taken };
      return this.newGroup.make(context, made, compensate);
    });
  }

  private async origin(context: CommandContext, { kind, id }: GroupSource): Promise<Origin> {
    if (kind === 'groupSnapshot') return this.snapshotted(context, id);
    const group = await this.find.group(context, id);
    const members = await Promise.all(group.volume_ids.map((one) => this.copyOf(context, one)));
    return { group, members };
  }

  private async snapshotted(context: CommandContext, id: string): Promise<Origin> {
    const { group_id, members: taken } = await this.find.groupSnapshot(context, id);
    const members = await Promise.all(taken.map(({ snapshot_id }) => this.volumeOf(context, snapshot_id)));
    return { group: await this.find.group(context, group_id), members };
  }

  private async volumeOf(context: CommandContext, id: string): Promise<GroupMember> {
    const snapshot = await this.find.snapshot(context, id);
    checkSource({ kind: 'snapshot', snapshot });
    const { size, volume_type_id, volume_type } = snapshot;
    const source = { source: 'snapshot', source_id: id, ...bootOfSnapshot(snapshot) } as const;
    return { volume_id: this.ids.next(), ...source, size, volume_type_id, volume_type };
  }

  /** It cannot be deleted until the group is made, or is not. */
  private async hold(
    context: CommandContext,
    id: string,
    groupId: string,
    compensate: Compensate,
  ): Promise<void> {
    await this.store.execute(groupSnapshotAggregate, id, context, (state) =>
      holdForGroup(state, id, groupId),
    );
    compensate(() =>
      this.store.execute(groupSnapshotAggregate, id, context, (state) => releaseFromGroup(state, groupId)),
    );
  }

  private async copyOf(context: CommandContext, id: string): Promise<GroupMember> {
    const volume = await this.find.volume(context, id);
    checkSource({ kind: 'volume', volume });
    const { size, volume_type_id, volume_type } = volume;
    const source = { source: 'volume', source_id: id, ...bootOfVolume(volume) } as const;
    return { volume_id: this.ids.next(), ...source, size, volume_type_id, volume_type };
  }
}

const nothingIn: Readonly<Record<GroupSource['kind'], string>> = {
  group: 'Source Group is empty. No group will be created.',
  groupSnapshot: 'Group snapshot is empty. No group will be created.',
};
