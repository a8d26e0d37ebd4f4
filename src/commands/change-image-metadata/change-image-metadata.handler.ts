import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { setImageMetadata, unsetImageMetadata } from '../../domain/volume/volume-flags.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import type { Metadata } from '../metadata-change.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { ChangeImageMetadata } from './change-image-metadata.command.js';

@CommandHandler(ChangeImageMetadata)
export class ChangeImageMetadataHandler implements ICommandHandler<ChangeImageMetadata> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, change }: ChangeImageMetadata): Promise<Metadata> {
    await this.find.volume(context, id);
    const { state, position } = await this.store.execute(volumeAggregate, id, context, (current) =>
      change.kind === 'set'
        ? setImageMetadata(current, id, change.entries)
        : unsetImageMetadata(current, id, change.key),
    );
    await this.written.passed(position);
    return state?.image_metadata ?? {};
  }
}
