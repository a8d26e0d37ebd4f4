import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError } from '../../domain/shared/errors.js';
import { replaceVolumeMetadata } from '../../domain/volume/volume.decide.js';
import { existingVolume, volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { changed, type Metadata } from '../metadata-change.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { ChangeVolumeMetadata, PreconditionFailed } from './change-volume-metadata.command.js';

@CommandHandler(ChangeVolumeMetadata)
export class ChangeVolumeMetadataHandler implements ICommandHandler<ChangeVolumeMetadata> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, change, precondition }: ChangeVolumeMetadata): Promise<Metadata> {
    await this.find.volume(context, id);
    const { state, position } = await this.store.execute(volumeAggregate, id, context, (current) => {
      const { metadata } = existingVolume(current, id);
      if (!precondition(metadata)) throw new PreconditionFailed();
      const after = changed(metadata, change);
      if (after === null) throw noSuchKey(id, change.kind === 'remove' ? change.key : '');
      return replaceVolumeMetadata(current, id, after, change.kind === 'remove' ? 'Deleting' : 'Updating');
    });
    await this.written.passed(position);
    return state?.metadata ?? {};
  }
}

const noSuchKey = (id: string, key: string): DomainError =>
  new DomainError('VolumeMetadataNotFound', `Volume ${id} has no metadata with key ${key}.`);
