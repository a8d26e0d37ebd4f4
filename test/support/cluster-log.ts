import { attachmentAggregate } from '../../src/domain/attachment/attachment.state.js';
import { backupAggregate, type BackupState } from '../../src/domain/backup/backup.state.js';
import { dueStep } from '../../src/domain/process/next-step.js';
import { quotaAggregate, type QuotaState } from '../../src/domain/quota/quota.state.js';
import { restoreAggregate, type RestoreState } from '../../src/domain/restore/restore.state.js';
import { isOperationKind } from '../../src/domain/shared/claim.js';
import { toCinderTime } from '../../src/domain/shared/time.js';
import { snapshotAggregate, type SnapshotState } from '../../src/domain/snapshot/snapshot.state.js';
import { verificationAggregate } from '../../src/domain/verification/verification.state.js';
import { volumeAggregate, type VolumeState } from '../../src/domain/volume/volume.state.js';
import type { EventLog, RecordedEvent } from '../../src/drivers/event-log/port.js';

/** Everything that a log says there is, the deleted included. */
export interface Recorded {
  readonly events: readonly RecordedEvent[];
  readonly volumes: readonly VolumeState[];
  readonly snapshots: readonly SnapshotState[];
  readonly backups: readonly BackupState[];
  readonly restores: readonly RestoreState[];
  readonly quotas: readonly QuotaState[];
  /** What waits for a step, as `<kind> <id>: <step>`. */
  readonly unfinished: readonly string[];
}

const aggregates = {
  volume: volumeAggregate,
  snapshot: snapshotAggregate,
  backup: backupAggregate,
  restore: restoreAggregate,
  attachment: attachmentAggregate,
  quota: quotaAggregate,
  verification: verificationAggregate,
};

const isKind = (category: string): category is keyof typeof aggregates => Object.hasOwn(aggregates, category);

/** The states of all streams, folded here and by no process of the service. */
export const recordedIn = async (log: EventLog): Promise<Recorded> => {
  const events: RecordedEvent[] = [];
  const states = new Map<string, unknown>();
  for await (const event of log.readAll()) {
    events.push(event);
    const { stream, type, data, created } = event;
    const category = stream.slice(0, stream.indexOf('-'));
    if (!isKind(category)) continue;
    const { evolve } = aggregates[category] as unknown as { evolve(state: unknown, event: object): unknown };
    states.set(stream, evolve(states.get(stream) ?? null, { type, data, at: toCinderTime(created) }));
  }
  const of = <S>(category: string): readonly S[] =>
    [...states].flatMap(([stream, state]) =>
      stream.startsWith(`${category}-`) && state !== null ? [state as S] : [],
    );
  const unfinished = [...states].flatMap(([stream, state]) => {
    const [category = ''] = stream.split('-');
    const step = isOperationKind(category) ? dueStep(category, state) : null;
    return step === null ? [] : [`${stream}: ${step}`];
  });
  return {
    events,
    volumes: of('volume'),
    snapshots: of('snapshot'),
    backups: of('backup'),
    restores: of('restore'),
    quotas: of('quota'),
    unfinished,
  };
};

export const living = <S extends { readonly deleted_at: string | null }>(
  states: readonly S[],
): readonly S[] => states.filter(({ deleted_at }) => deleted_at === null);
