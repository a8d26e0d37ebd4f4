import { Injectable } from '@nestjs/common';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { restoreAggregate } from '../../domain/restore/restore.state.js';
import type { Aggregate, AnyEvent, Recorded } from '../../domain/shared/event.js';
import { toCinderTime } from '../../domain/shared/time.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import type { RecordedEvent } from '../../drivers/event-log/port.js';
import { AggregateStore, AlreadyExists } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { RestoreOpening } from '../restore-opening.js';
import type { RestoreAnswer } from '../restore-backup/restore-backup.command.js';
import type { RequestKind } from './key-ids.js';

/** What a request of each kind is answered with. */
export interface Answers {
  readonly backup: BackupState;
  readonly volume: VolumeState;
  readonly snapshot: SnapshotState;
  readonly restore: RestoreAnswer;
}

/** The answer that the first event alone gives: whatever happened since, it is the one the first request got. */
@Injectable()
export class EarlierAnswers {
  constructor(
    private readonly store: AggregateStore,
    private readonly opening: RestoreOpening,
    private readonly written: ReadYourWrites,
  ) {}

  async of<K extends RequestKind>(
    context: CommandContext,
    kind: K,
    first: RecordedEvent,
  ): Promise<Answers[K]> {
    const answers: { readonly [Kind in RequestKind]: () => Answers[Kind] | Promise<Answers[Kind]> } = {
      backup: () => stateAfter(backupAggregate, first),
      snapshot: () => stateAfter(snapshotAggregate, first),
      volume: () => this.volume(context, first),
      restore: async () =>
        first.type === 'RestoreRequested'
          ? restoreAnswer(first)
          : answerOf(await this.volume(context, first)),
    };
    const answer = await answers[kind]();
    await this.written.passed(first.position);
    return answer;
  }

  /** A volume that a restore fills is recorded just before its restore. Whoever died, or is, in between is helped out. */
  private async volume(context: CommandContext, first: RecordedEvent): Promise<VolumeState> {
    const volume = stateAfter(volumeAggregate, first);
    const restoreId = volume.lock?.operation === 'restore' ? volume.lock.operation_id : null;
    if (restoreId === null || volume.source_id === null) return volume;
    if ((await this.store.load(restoreAggregate, restoreId)).revision >= 0n) return volume;
    const restore = {
      restoreId,
      backupId: volume.source_id,
      volumeId: volume.id,
      volumeIsNew: true,
      createsVolume: volume.source === 'backup',
    };
    try {
      await this.opening.record({ ...context, correlation_id: restoreId }, restore);
    } catch (error) {
      if (!(error instanceof AlreadyExists)) throw error;
    }
    return volume;
  }
}

const stateAfter = <S, E extends AnyEvent>(aggregate: Aggregate<S, E>, first: RecordedEvent): S => {
  const { type, data, created } = first;
  const state = aggregate.evolve(null, { type, data, at: toCinderTime(created) } as unknown as Recorded<E>);
  if (state === null) throw new Error(`${type} begins no ${aggregate.category}`);
  return state;
};

const restoreAnswer = (first: RecordedEvent): RestoreAnswer => {
  const { backup_id, volume_id } = stateAfter(restoreAggregate, first);
  const { answer } = first.metadata['idempotency'] as { readonly answer?: { readonly volume_name?: string } };
  return { backup_id, volume_id, volume_name: answer?.volume_name ?? '' };
};

const answerOf = (volume: VolumeState): RestoreAnswer => ({
  backup_id: volume.source_id ?? '',
  volume_id: volume.id,
  volume_name: volume.display_name ?? '',
});
