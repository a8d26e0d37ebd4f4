import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { setBootable, setReadonly } from '../../domain/volume/volume-flags.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { SetVolumeFlag } from './set-volume-flag.command.js';

const decisions = { readonly: setReadonly, bootable: setBootable } as const;

@CommandHandler(SetVolumeFlag)
export class SetVolumeFlagHandler implements ICommandHandler<SetVolumeFlag> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, flag, value }: SetVolumeFlag): Promise<void> {
    await this.find.volume(context, id);
    const { position } = await this.store.execute(volumeAggregate, id, context, (state) =>
      decisions[flag](state, id, value),
    );
    await this.written.passed(position);
  }
}
