import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { updateVolume } from '../../domain/volume/volume.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { renamed } from '../renamed.js';
import { UpdateVolume } from './update-volume.command.js';

@CommandHandler(UpdateVolume)
export class UpdateVolumeHandler implements ICommandHandler<UpdateVolume> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, changes }: UpdateVolume): Promise<VolumeState> {
    await this.find.volume(context, id);
    const { state, position } = await this.store.execute(volumeAggregate, id, context, (current) =>
      updateVolume(current, id, renamed(changes)),
    );
    await this.written.passed(position);
    return state as VolumeState;
  }
}
