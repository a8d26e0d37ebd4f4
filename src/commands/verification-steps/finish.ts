import { finishVerification } from '../../domain/backup/backup-verification.decide.js';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import { certainOutcome, endVerification, messageOf } from '../../domain/verification/verification.decide.js';
import {
  verificationAggregate,
  type VerificationState,
} from '../../domain/verification/verification.state.js';
import type { Step, StepDependencies } from '../step.js';

/** The backup's history has the result, then the verification has ended. A delete that waited for that goes on. */
export const finish =
  ({ store }: Pick<StepDependencies, 'store'>): Step<VerificationState> =>
  async ({ id, state: verification, context }) => {
    const outcome = certainOutcome(verification);
    if (outcome === null) return;
    const { backup_id, objects_checked, bytes_checked, damaged_objects } = verification;
    const message = messageOf(verification);
    await store.execute(backupAggregate, backup_id, context, (backup) =>
      finishVerification(backup, {
        verification_id: id,
        outcome,
        objects_checked,
        bytes_checked,
        damaged_objects,
        message,
      }),
    );
    await store.execute(verificationAggregate, id, context, endVerification);
  };
