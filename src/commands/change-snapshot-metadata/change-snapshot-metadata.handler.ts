import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError } from '../../domain/shared/errors.js';
import { updateSnapshot } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { changed, type Metadata } from '../metadata-change.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { ChangeSnapshotMetadata } from './change-snapshot-metadata.command.js';

@CommandHandler(ChangeSnapshotMetadata)
export class ChangeSnapshotMetadataHandler implements ICommandHandler<ChangeSnapshotMetadata> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, change }: ChangeSnapshotMetadata): Promise<Metadata> {
    await this.find.snapshot(context, id);
    const { state, position } = await this.store.execute(snapshotAggregate, id, context, (current) => {
      const metadata = changed(current?.metadata ?? {}, change);
      if (metadata === null) throw noSuchKey(id, change.kind === 'remove' ? change.key : '');
      return updateSnapshot(current, id, { metadata });
    });
    await this.written.passed(position);
    return state?.metadata ?? {};
  }
}

const noSuchKey = (id: string, key: string): DomainError =>
  new DomainError('SnapshotMetadataNotFound', `Snapshot ${id} has no metadata with key ${key}.`);
