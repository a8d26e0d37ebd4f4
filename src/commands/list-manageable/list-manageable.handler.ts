import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { ManageableDevice } from '../../drivers/volume/port.js';
import { AggregateStore } from '../aggregate-store.js';
import { Scheduler } from '../backends/scheduler.js';
import type { VolumeBackends } from '../backends/volume-backends.js';
import { VOLUME_BACKENDS } from '../tokens.js';
import { gibOf } from '../volume-steps/adopt.js';
import { ListManageable, type Manageable } from './list-manageable.command.js';

/** Changes nothing; it is a command because it asks a backend, which queries do not know. */
@CommandHandler(ListManageable)
export class ListManageableHandler implements ICommandHandler<ListManageable> {
  constructor(
    private readonly store: AggregateStore,
    private readonly scheduler: Scheduler,
    @Inject(VOLUME_BACKENDS) private readonly backends: VolumeBackends,
  ) {}

  async execute({ kind, ...asked }: ListManageable): Promise<readonly Manageable[]> {
    const { driver } = this.backends.at(await this.scheduler.manageableHost(asked));
    const devices = await driver.listManageable(kind);
    return Promise.all(devices.map((device) => this.describe(kind, device)));
  }

  private async describe(kind: 'volume' | 'snapshot', device: ManageableDevice): Promise<Manageable> {
    const { managed, source_name } = await this.known(kind, device.id);
    return {
      name: device.name,
      size: gibOf(device.sizeBytes),
      safe_to_manage: !managed,
      reason_not_safe: managed ? 'already managed' : null,
      cinder_id: managed ? device.id : null,
      source_name,
    };
  }

  private async known(
    kind: 'volume' | 'snapshot',
    id: string | null,
  ): Promise<{ managed: boolean; source_name: string | null }> {
    if (id === null) return { managed: false, source_name: null };
    if (kind === 'volume') {
      const { state } = await this.store.load(volumeAggregate, id);
      return { managed: state !== null && state.deleted_at === null, source_name: null };
    }
    const { state } = await this.store.load(snapshotAggregate, id);
    const source_name = state === null ? null : `volume-${state.volume_id}`;
    return { managed: state !== null && state.deleted_at === null, source_name };
  }
}
