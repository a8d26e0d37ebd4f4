import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { abandonVerificationOf, startVerification } from '../../domain/backup/backup-verification.decide.js';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { requestVerification } from '../../domain/verification/verification.decide.js';
import {
  verificationAggregate,
  type VerificationState,
} from '../../domain/verification/verification.state.js';
import { AggregateStore, AlreadyExists } from '../aggregate-store.js';
import { withCompensation } from '../compensation.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { IDS } from '../tokens.js';
import { VerifyBackup } from './verify-backup.command.js';

/** The backup knows that it is being verified, then the verification exists. */
@CommandHandler(VerifyBackup)
export class VerifyBackupHandler implements ICommandHandler<VerifyBackup> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context: caller, id }: VerifyBackup): Promise<VerificationState> {
    const { project_id } = await this.find.backup(caller, id);
    const verification_id = this.ids.next();
    const context = { ...caller, correlation_id: verification_id };
    return withCompensation(async (compensate) => {
      await this.store.execute(backupAggregate, id, context, (backup) =>
        startVerification(backup, id, verification_id),
      );
      compensate(() =>
        this.store.execute(backupAggregate, id, context, (backup) =>
          abandonVerificationOf(backup, verification_id, 'the request failed'),
        ),
      );
      const user_id = caller.actor.user_id ?? '';
      const { state, position } = await this.store.create(
        verificationAggregate,
        verification_id,
        context,
        requestVerification({ verification_id, project_id, user_id, backup_id: id }),
      );
      compensate.forget();
      await this.written.passed(position);
      if (state === null) throw new AlreadyExists(`verification ${verification_id} was given up`);
      return state;
    });
  }
}
