import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requestUnmanage } from '../../domain/volume/volume-manage.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { UnmanageVolume } from './unmanage-volume.command.js';

@CommandHandler(UnmanageVolume)
export class UnmanageVolumeHandler implements ICommandHandler<UnmanageVolume> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id }: UnmanageVolume): Promise<void> {
    await this.find.volume(context, id);
    const { position } = await this.store.execute(volumeAggregate, id, context, (state) =>
      requestUnmanage(state, id),
    );
    await this.written.passed(position);
  }
}
