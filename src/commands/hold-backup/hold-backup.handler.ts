import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { holdBackup } from '../../domain/backup/backup-hold.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import type { Clock } from '../../domain/shared/clock.js';
import { toCinderTime } from '../../domain/shared/time.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { CLOCK } from '../tokens.js';
import { HoldBackup } from './hold-backup.command.js';

@CommandHandler(HoldBackup)
export class HoldBackupHandler implements ICommandHandler<HoldBackup> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, id, input }: HoldBackup): Promise<BackupState> {
    const found = await this.find.backup(context, id);
    const { user_id } = context.actor;
    const { state, position } = await this.store.execute(backupAggregate, id, context, (backup) =>
      holdBackup(backup, id, { ...input, user_id }, toCinderTime(this.clock.now())),
    );
    await this.written.passed(position);
    return state ?? found;
  }
}
