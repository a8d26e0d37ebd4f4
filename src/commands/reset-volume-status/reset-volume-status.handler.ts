import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { resetVolumeStatus } from '../../domain/volume/volume-status-reset.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { ResetVolumeStatus } from './reset-volume-status.command.js';

@CommandHandler(ResetVolumeStatus)
export class ResetVolumeStatusHandler implements ICommandHandler<ResetVolumeStatus> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, wanted }: ResetVolumeStatus): Promise<void> {
    await this.find.volume(context, id);
    const { position } = await this.store.execute(volumeAggregate, id, context, (state) =>
      resetVolumeStatus(state, id, wanted),
    );
    await this.written.passed(position);
  }
}
