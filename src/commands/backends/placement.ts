import { Inject, Injectable } from '@nestjs/common';
import { completeCreate } from '../../domain/group/group.decide.js';
import { groupAggregate, type GroupState } from '../../domain/group/group.state.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { planVolume } from '../../domain/volume/volume-plan.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { VOLUME_BACKENDS } from '../tokens.js';
import { Scheduler } from './scheduler.js';
import type { VolumeBackends } from './volume-backends.js';

/** No pool takes the volume; the text is Cinder's. */
export class NoValidBackend extends Error {
  override readonly name = 'NoValidBackend';
}

/** Settles where a new volume will lie, before anything of it is made there. */
@Injectable()
export class Placement {
  constructor(
    private readonly store: AggregateStore,
    private readonly scheduler: Scheduler,
    @Inject(VOLUME_BACKENDS) private readonly backends: VolumeBackends,
  ) {}

  /**
   * `host@backend#pool`. Where there is more than one backend it is recorded first, so that whoever goes on after a crash
   * makes it there. @throws NoValidBackend
   */
  async settle(context: CommandContext, volume: VolumeState): Promise<string> {
    const settled = volume.host ?? volume.planned_host;
    if (settled !== null) return settled;
    const host =
      (await this.withItsGroup(context, volume)) ??
      (await this.besideItsSource(volume)) ??
      (await this.scheduler.choose(volume.volume_type_id));
    if (host === null) throw new NoValidBackend('No valid backend was found.');
    if (this.backends.all.length === 1) return host;
    const { state } = await this.store.execute(volumeAggregate, volume.id, context, (now) =>
      planVolume(now, host),
    );
    return state?.host ?? state?.planned_host ?? host;
  }

  /** `host@backend#pool` where every volume of the group will lie; it is recorded, and the group is made. @throws NoValidBackend */
  async settleGroup(context: CommandContext, group: GroupState): Promise<string> {
    if (group.host !== null) return group.host;
    const host = group.making ? await this.scheduler.chooseForGroup(group) : null;
    if (host === null) throw new NoValidBackend('No valid backend was found.');
    const { state } = await this.store.execute(groupAggregate, group.id, context, (now) =>
      completeCreate(now, host),
    );
    return state?.host ?? host;
  }

  private async withItsGroup(context: CommandContext, { group_id }: VolumeState): Promise<string | null> {
    if (group_id === null) return null;
    const { state: group } = await this.store.load(groupAggregate, group_id);
    return group === null ? null : this.settleGroup(context, group);
  }

  /** A copy is made by the backend that has the original. */
  private async besideItsSource({ source, source_id }: VolumeState): Promise<string | null> {
    if (source_id === null || (source !== 'volume' && source !== 'snapshot')) return null;
    const volumeId = source === 'volume' ? source_id : await this.volumeOf(source_id);
    const { state } = await this.store.load(volumeAggregate, volumeId);
    const host = state?.host ?? null;
    return host === null ? null : this.backends.hostOf(this.backends.at(host));
  }

  private async volumeOf(snapshotId: string): Promise<string> {
    const { state } = await this.store.load(snapshotAggregate, snapshotId);
    return state?.volume_id ?? '';
  }
}
