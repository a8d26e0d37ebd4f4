import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { requestDelete as requestSnapshotDelete } from '../../domain/snapshot/snapshot.decide.js';
import { checkCascade, requestDelete } from '../../domain/volume/volume-deletion.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { FindVisible } from '../find-visible.js';
import { FrozenBackends } from '../frozen-backends.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { DeleteVolume, type DeleteOptions } from './delete-volume.command.js';

/** With cascade the snapshots are marked here too, so they show `deleting` at once; the volume's own step repeats it. */
@CommandHandler(DeleteVolume)
export class DeleteVolumeHandler implements ICommandHandler<DeleteVolume> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly frozen: FrozenBackends,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, options }: DeleteVolume): Promise<void> {
    const volume = await this.find.volume(context, id);
    await this.frozen.refuse(volume.host);
    if (options.cascade) await this.checkSnapshots(volume, options, context.is_admin);
    const { position } = await this.store.execute(volumeAggregate, id, context, (state) =>
      requestDelete(state, id, options),
    );
    const marked = options.cascade ? await this.markSnapshots(context, volume) : [];
    await this.written.passed(position, ...marked);
  }

  private async checkSnapshots(volume: VolumeState, options: DeleteOptions, isAdmin: boolean): Promise<void> {
    const project = isAdmin ? null : volume.project_id;
    for (const snapshotId of volume.snapshot_ids) {
      const { state } = await this.store.load(snapshotAggregate, snapshotId);
      checkCascade(state, options.force, project);
    }
  }

  private markSnapshots(
    context: CommandContext,
    volume: VolumeState,
  ): Promise<Awaited<ReturnType<AggregateStore['execute']>>['position'][]> {
    return Promise.all(
      volume.snapshot_ids.map(async (snapshotId) => {
        const { position } = await this.store.execute(snapshotAggregate, snapshotId, context, (state) =>
          state === null || state.deleted_at !== null ? [] : requestSnapshotDelete(state, snapshotId, true),
        );
        return position;
      }),
    );
  }
}
