import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { releaseHold } from '../../domain/backup/backup-hold.decide.js';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import type { Clock } from '../../domain/shared/clock.js';
import { toCinderTime } from '../../domain/shared/time.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { CLOCK } from '../tokens.js';
import { ReleaseBackupHold } from './release-backup-hold.command.js';

@CommandHandler(ReleaseBackupHold)
export class ReleaseBackupHoldHandler implements ICommandHandler<ReleaseBackupHold> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, id }: ReleaseBackupHold): Promise<void> {
    await this.find.backup(context, id);
    const { position } = await this.store.execute(backupAggregate, id, context, (backup) =>
      releaseHold(backup, id, toCinderTime(this.clock.now())),
    );
    await this.written.passed(position);
  }
}
