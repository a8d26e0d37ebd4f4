import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { newestSnapshotOf, requestRevert } from '../../domain/volume/volume-revert.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { IDS } from '../tokens.js';
import { RevertVolume } from './revert-volume.command.js';

/** `revert`: one append; the snapshot is held by the step that begins the work. */
@CommandHandler(RevertVolume)
export class RevertVolumeHandler implements ICommandHandler<RevertVolume> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context, id, snapshotId }: RevertVolume): Promise<void> {
    const volume = await this.find.volume(context, id);
    const newest = newestSnapshotOf(volume);
    const snapshot = newest === null ? null : (await this.store.load(snapshotAggregate, newest)).state;
    const revert = { revertId: this.ids.next(), snapshotId };
    const { position } = await this.store.execute(volumeAggregate, id, context, (state) =>
      requestRevert(state, id, revert, snapshot),
    );
    await this.written.passed(position);
  }
}
