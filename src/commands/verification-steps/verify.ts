import { isDeepStrictEqual } from 'node:util';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import { isOurService } from '../../domain/backup/our-service.js';
import { StepNotDue } from '../../domain/shared/step-not-due.js';
import { checked, recordAttempt, startAttempt } from '../../domain/verification/verification.decide.js';
import {
  verificationAggregate,
  type VerificationState,
} from '../../domain/verification/verification.state.js';
import { InvalidBackup, type BackupDescription, type VerifyOutcome } from '../../drivers/backup/port.js';
import { ancestorsOf } from '../chain-members.js';
import { failureText, isPassing } from '../failure.js';
import { backupChain } from '../restore-steps/backup-chain.js';
import type { Step, StepDependencies, StepRun } from '../step.js';

type Needs = Pick<StepDependencies, 'store' | 'backups' | 'settings'>;

/** Damaged objects that are told by name. */
const maxDamaged = 50;

/**
 * Reads everything; a crash begins it anew. Its failure is recorded here and not by the worker, because only the newest attempt
 * may fail the verification: an older one may have lost its files to it.
 */
export const verify =
  (needs: Needs): Step<VerificationState> =>
  async (run) => {
    const { id, state: verification, context, signal } = run;
    const { store, settings } = needs;
    const attempt = verification.attempts + 1;
    await store.execute(verificationAggregate, id, context, (state) =>
      startAttempt(state, id, { host: settings.host, attempt }),
    );
    const record = (event: Parameters<typeof recordAttempt>[2]): Promise<unknown> =>
      store.execute(verificationAggregate, id, context, (state) => recordAttempt(state, id, event));
    try {
      await record(checked(attempt, await findings(needs, run, attempt)));
    } catch (error) {
      if (error instanceof StepNotDue || signal.aborted || isPassing(error)) throw error;
      await record({ type: 'VerificationStepFailed', data: { attempt, fail_reason: failureText(error) } });
    }
  };

/**
 * Objects may move while they are looked for, when a member of the chain gets another place or parent: what was missing then is
 * no damage, and the chain is read again as it is now. While a member takes over a layer, its objects are not those of its list:
 * that is waited for.
 */
const findings = async (
  needs: Needs,
  { id, state: { backup_id }, context, signal }: StepRun<VerificationState>,
  attempt: number,
): Promise<VerifyOutcome> => {
  const { store, backups } = needs;
  await requireOurService(needs, backup_id);
  const onProgress = async (progress: { objects_checked: number; bytes_checked: number }): Promise<void> => {
    await store.execute(verificationAggregate, id, context, (state) =>
      recordAttempt(state, id, { type: 'VerificationProgressed', data: { attempt, ...progress } }),
    );
  };
  for (let chain = await chainAtRest(store, backup_id); ;) {
    const outcome = await backups.verify({ chain, maxDamaged, onProgress, signal });
    if (outcome.damaged_objects === 0) return outcome;
    const now = await chainAtRest(store, backup_id);
    const places = (members: typeof chain) =>
      members.map(({ id: member, container, service_metadata }) => [member, container, service_metadata]);
    if (isDeepStrictEqual(places(now), places(chain))) return outcome;
    chain = now;
  }
};

const chainAtRest = async (store: Needs['store'], backupId: string): Promise<BackupDescription[]> => {
  const { state } = await store.load(backupAggregate, backupId);
  const members = state === null ? [] : [state, ...(await ancestorsOf(store, state))];
  const merging = members.find((member) => member.merging !== null);
  if (merging !== undefined) throw new StepNotDue(`backup ${merging.id} is taking over a layer`);
  return backupChain(store, backupId);
};

const requireOurService = async ({ store, backups }: Needs, backupId: string): Promise<void> => {
  const { state } = await store.load(backupAggregate, backupId);
  const made = state?.service ?? '';
  if (isOurService(backups.service, made)) return;
  throw new InvalidBackup(
    `the backup service currently configured [${backups.service}] is not the backup service that was used to create this backup [${made}].`,
  );
};
