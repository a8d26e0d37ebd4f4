import { Injectable } from '@nestjs/common';
import { lostSource } from '../domain/process/still-held.js';
import type { AnyEvent } from '../domain/shared/event.js';
import {
  lockForBackup as lockSnapshot,
  releaseFromBackup as releaseSnapshot,
} from '../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from '../domain/snapshot/snapshot.state.js';
import {
  lockForBackup as lockVolume,
  releaseFromBackup as releaseVolume,
  type ReleaseOutcome,
} from '../domain/volume/volume-lock.decide.js';
import { volumeAggregate, type VolumeState } from '../domain/volume/volume.state.js';
import { AggregateStore, type Decision } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import { expectSize } from './reckoning.js';

export interface BackupSource {
  readonly backupId: string;
  readonly volumeId: string;
  /** When set, the snapshot is locked and the volume stays free. */
  readonly snapshotId: string | null;
}

type Taking = Decision<unknown, AnyEvent> & { status(): string };

/** Locks what a backup reads from: its snapshot, or else its volume. */
@Injectable()
export class SourceLock {
  constructor(private readonly store: AggregateStore) {}

  /** What {@link take} would refuse, before anything was reserved. */
  check({ volume, snapshot }: { volume: VolumeState; snapshot: SnapshotState | null }, force: boolean): void {
    if (snapshot === null) lockVolume(volume, volume.id, '', force);
    else lockSnapshot(snapshot, snapshot.id, volume.id, '');
  }

  /**
   * `volume` is what the request was reckoned with; its size must still be that. Answers the volume's status at the moment
   * it was locked.
   */
  async take(
    context: CommandContext,
    source: BackupSource,
    volume: VolumeState,
    force: boolean,
  ): Promise<string> {
    const { aggregate, id, decide, status } = this.taking(source, volume, force);
    await this.store.execute(aggregate, id, context, decide);
    return status();
  }

  /** The decision of {@link take}, and what that answers once it was made. */
  taking({ backupId, volumeId, snapshotId }: BackupSource, volume: VolumeState, force: boolean): Taking {
    let status = volume.status;
    if (snapshotId !== null) {
      return {
        aggregate: snapshotAggregate,
        id: snapshotId,
        decide: (state: SnapshotState | null) => lockSnapshot(state, snapshotId, volumeId, backupId),
        status: () => status,
      };
    }
    return {
      aggregate: volumeAggregate,
      id: volumeId,
      decide(state: VolumeState | null) {
        const events = lockVolume(state, volumeId, backupId, force);
        expectSize(state, volume.size);
        status = state?.status ?? status;
        return events;
      },
      status: () => status,
    };
  }

  /** Nothing happens when the backup does not hold its source any more. */
  async release(context: CommandContext, source: BackupSource, outcome: ReleaseOutcome): Promise<void> {
    const { backupId, volumeId, snapshotId } = source;
    if (snapshotId === null) {
      await this.store.execute(volumeAggregate, volumeId, context, (state) =>
        releaseVolume(state, backupId, outcome),
      );
    } else {
      await this.store.execute(snapshotAggregate, snapshotId, context, (state) =>
        releaseSnapshot(state, backupId, outcome),
      );
    }
  }

  /** Why the backup must not read its source any more; null while it holds it. */
  async lost({ backupId, volumeId, snapshotId }: BackupSource): Promise<string | null> {
    const { state: held } =
      snapshotId === null
        ? await this.store.load(volumeAggregate, volumeId)
        : await this.store.load(snapshotAggregate, snapshotId);
    return lostSource({ kind: snapshotId === null ? 'volume' : 'snapshot', held }, backupId);
  }
}
