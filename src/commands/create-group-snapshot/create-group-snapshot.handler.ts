import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  addGroupSnapshot,
  noGroupSnapshot,
  removeGroupSnapshot,
} from '../../domain/group/group-snapshots.decide.js';
import { groupAggregate, type GroupState } from '../../domain/group/group.state.js';
import { requestGroupSnapshot } from '../../domain/group-snapshot/group-snapshot.decide.js';
import {
  groupSnapshotAggregate,
  type GroupSnapshotMember,
  type GroupSnapshotState,
} from '../../domain/group-snapshot/group-snapshot.state.js';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { groupSnapshotDeltas } from '../../domain/quota/deltas.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { keptBySnapshot } from '../../domain/volume/boot-metadata.js';
import { addSnapshot, removeSnapshot } from '../../domain/volume/volume.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { withCompensation, type Compensate } from '../compensation.js';
import { FindVisible } from '../find-visible.js';
import { FrozenBackends } from '../frozen-backends.js';
import { QuotaLedger } from '../quota-ledger.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { expectSize, reckoning } from '../reckoning.js';
import { IDS } from '../tokens.js';
import { CreateGroupSnapshot } from './create-group-snapshot.command.js';

/** Statuses in which a volume has bytes that nobody of ours is about to exchange. */
const allowed = ['available', 'in-use', 'backing-up', 'reserved', 'attaching', 'detaching'];

/**
 * The group learns of its snapshot first, which also settles of which volumes; then quota for all of them, then every volume
 * learns of its own snapshot. With the record it is certain that they will be made; a worker makes them.
 */
@CommandHandler(CreateGroupSnapshot)
export class CreateGroupSnapshotHandler implements ICommandHandler<CreateGroupSnapshot> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly frozen: FrozenBackends,
    private readonly quotas: QuotaLedger,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  execute(command: CreateGroupSnapshot): Promise<GroupSnapshotState> {
    return reckoning(() => this.create(command));
  }

  private async create({ context: caller, input }: CreateGroupSnapshot): Promise<GroupSnapshotState> {
    const { group_id, name, description } = input;
    const id = this.ids.next();
    const found = await this.find.group(caller, group_id);
    await this.frozen.refuse(found.host);
    addGroupSnapshot(found, group_id, id);
    await this.membersOf(found);
    const context = { ...caller, correlation_id: id };
    return withCompensation(async (compensate) => {
      const { state: group } = await this.store.execute(groupAggregate, group_id, context, (state) =>
        addGroupSnapshot(state, group_id, id),
      );
      compensate(() =>
        this.store.execute(groupAggregate, group_id, context, (state) => removeGroupSnapshot(state, id)),
      );
      const members = await this.membersOf(group ?? found);
      await this.reserve(context, id, members, compensate);
      for (const member of members) await this.tellVolume(context, member, compensate);
      const { state, position } = await this.store.create(
        groupSnapshotAggregate,
        id,
        context,
        requestGroupSnapshot({
          group_snapshot_id: id,
          group_id,
          group_type_id: found.group_type_id,
          project_id: context.actor.project_id ?? '',
          user_id: context.actor.user_id ?? '',
          name,
          description,
          members,
        }),
      );
      compensate.forget();
      const charged = await this.quotas.commit(
        context,
        context.actor.project_id ?? '',
        reservationFor.create(id),
      );
      await this.written.passed(position, charged);
      return state as GroupSnapshotState;
    });
  }

  /** Of every volume that is there; each of them has to be fit for a snapshot. */
  private async membersOf({ volume_ids }: GroupState): Promise<readonly GroupSnapshotMember[]> {
    const members: GroupSnapshotMember[] = [];
    for (const volume_id of volume_ids) {
      const { state: volume } = await this.store.load(volumeAggregate, volume_id);
      // The request that makes it, or the step that removed it, is still at work on the group's book.
      if (volume === null || volume.deleted_at !== null) continue;
      const snapshot_id = this.ids.next();
      addSnapshot(volume, volume_id, snapshot_id, allowed);
      const { size, volume_type_id, volume_type, availability_zone } = volume;
      const kept = { size, volume_type_id, volume_type, availability_zone, ...keptBySnapshot(volume) };
      members.push({ snapshot_id, volume_id, ...kept });
    }
    if (members.length === 0) throw noGroupSnapshot();
    return members;
  }

  private async reserve(
    context: CommandContext,
    id: string,
    members: readonly GroupSnapshotMember[],
    compensate: Compensate,
  ): Promise<void> {
    const projectId = context.actor.project_id ?? '';
    const reservationId = reservationFor.create(id);
    const claim = { operation: 'groupSnapshot', operation_id: id } as const;
    await this.quotas.reserve(context, {
      projectId,
      reservationId,
      claim,
      deltas: groupSnapshotDeltas(members),
    });
    compensate(() => this.quotas.release(context, projectId, reservationId, 'request refused'));
  }

  private async tellVolume(
    context: CommandContext,
    { volume_id, snapshot_id, size }: GroupSnapshotMember,
    compensate: Compensate,
  ): Promise<void> {
    await this.store.execute(volumeAggregate, volume_id, context, (state) => {
      const events = addSnapshot(state, volume_id, snapshot_id, allowed);
      expectSize(state, size);
      return events;
    });
    compensate(() =>
      this.store.execute(volumeAggregate, volume_id, context, (state) => removeSnapshot(state, snapshot_id)),
    );
  }
}
