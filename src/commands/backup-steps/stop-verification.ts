import type { BackupState } from '../../domain/backup/backup.state.js';
import { requestCancel } from '../../domain/verification/verification.decide.js';
import { verificationAggregate } from '../../domain/verification/verification.state.js';
import type { Step, StepDependencies } from '../step.js';

/** The delete wins. It goes on when the verification has ended, so that nothing it removes looks like damage. */
export const stopVerification =
  ({ store }: Pick<StepDependencies, 'store'>): Step<BackupState> =>
  async ({ state: { verifying }, context }) => {
    if (verifying === null) return;
    await store.execute(verificationAggregate, verifying, context, (verification) =>
      requestCancel(verification, 'the backup is deleted'),
    );
  };
