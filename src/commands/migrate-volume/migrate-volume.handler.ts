import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { DomainError } from '../../domain/shared/errors.js';
import { requestMigration } from '../../domain/volume/volume-migrate.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { Scheduler } from '../backends/scheduler.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { IDS } from '../tokens.js';
import { MigrateVolume } from './migrate-volume.command.js';

/** os-migrate_volume: one append; the copying is a job. */
@CommandHandler(MigrateVolume)
export class MigrateVolumeHandler implements ICommandHandler<MigrateVolume> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly scheduler: Scheduler,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context, id, host: asked, lockVolume }: MigrateVolume): Promise<void> {
    await this.find.volume(context, id);
    const host = await this.scheduler.named(asked);
    if (host === null) {
      throw new DomainError('InvalidHost', `Invalid host: No available service named '${asked}'`);
    }
    const migration = { migrationId: this.ids.next(), host, lockVolume };
    const { position } = await this.store.execute(volumeAggregate, id, context, (state) =>
      requestMigration(state, id, migration),
    );
    await this.written.passed(position);
  }
}
