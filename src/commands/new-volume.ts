import { Injectable } from '@nestjs/common';
import { addVolume, removeVolume } from '../domain/group/group.decide.js';
import { groupAggregate } from '../domain/group/group.state.js';
import { reservationFor } from '../domain/process/settle-reservation.js';
import { volumeDeltas } from '../domain/quota/deltas.js';
import type { VolumeType } from '../domain/type-catalogue/type-catalogue.state.js';
import { requestVolume, type VolumeToCreate } from '../domain/volume/volume.decide.js';
import { volumeAggregate, type VolumeState } from '../domain/volume/volume.state.js';
import type { LogPosition } from '../drivers/event-log/port.js';
import { AggregateStore, type Written } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import type { Compensate } from './compensation.js';
import { NewQuota } from './idempotency/new-quota.js';

export interface VolumeToRecord extends Omit<
  VolumeToCreate,
  'project_id' | 'user_id' | 'volume_type' | 'volume_type_id'
> {
  readonly type: VolumeType;
}

/** The appends with which every new volume begins, whatever it starts from: quota, record, commit. */
@Injectable()
export class NewVolume {
  constructor(
    private readonly store: AggregateStore,
    private readonly quota: NewQuota,
  ) {}

  /** @throws TakenByTwin, VolumeSizeExceedsLimit and the over-quota errors */
  async reserve(context: CommandContext, volume: VolumeToRecord, compensate: Compensate): Promise<void> {
    const projectId = context.actor.project_id ?? '';
    const reservationId = reservationFor.create(volume.volume_id);
    const claim = { operation: 'volume', operation_id: volume.volume_id } as const;
    const deltas = volumeDeltas(volume.size, volume.type.quota_name);
    const wanted = { projectId, reservationId, claim, deltas, volumeSize: volume.size };
    await this.quota.reserve(context, volumeAggregate, wanted, compensate);
  }

  /** The group's book is written first: with the volume in it, the group cannot be deleted without it. */
  async enterGroup(
    context: CommandContext,
    groupId: string,
    id: string,
    compensate: Compensate,
  ): Promise<void> {
    await this.store.execute(groupAggregate, groupId, context, (state) => addVolume(state, groupId, id));
    compensate(() =>
      this.store.execute(groupAggregate, groupId, context, (state) => removeVolume(state, id)),
    );
  }

  async record(
    context: CommandContext,
    { type, ...volume }: VolumeToRecord,
    compensate: Compensate,
  ): Promise<Written<VolumeState>> {
    const written = await this.store.create(
      volumeAggregate,
      volume.volume_id,
      context,
      requestVolume({
        ...volume,
        project_id: context.actor.project_id ?? '',
        user_id: context.actor.user_id ?? '',
        // What it is counted under, whatever the type is called later.
        volume_type: type.quota_name,
        volume_type_id: type.id,
      }),
    );
    compensate.forget();
    return written;
  }

  commit(context: CommandContext, volume: VolumeToRecord): Promise<LogPosition | undefined> {
    return this.quota.commit(context, volume.volume_id);
  }
}
