import { isIncrementalDue } from './schedule-run.decide.js';
import type { BackupScheduleState, MadeBackup } from './backup-schedule.state.js';
import { nextAfter, parseCron } from './cron.js';
import { decideRetention, type Candidate, type Removed } from './retention.js';

/** A backup on the day that is asked about: one that exists, or one that a run until then would make. */
export interface FutureBackup extends Candidate {
  readonly volume_id: string;
  readonly incremental: boolean;
  /** It does not exist; its id is only a name for it. */
  readonly simulated: boolean;
}

export interface FutureKept {
  readonly backup: FutureBackup;
  readonly reasons: readonly string[];
}

export interface FutureRemoved {
  readonly backup: FutureBackup;
  readonly reason: string;
  /** The run after which it would go. */
  readonly at: string;
}

export interface FutureRetention {
  readonly at: string;
  /** Runs from now to then. */
  readonly runs: number;
  readonly kept: readonly FutureKept[];
  readonly removed: readonly FutureRemoved[];
}

export interface FutureQuestion {
  readonly schedule: BackupScheduleState;
  /** Its backups as they are. */
  readonly existing: readonly FutureBackup[];
  readonly now: string;
  /** The moment asked about. One that has passed is answered for the backups that were there then and still are. */
  readonly at: string;
}

/** One volume's backups on their way through the runs. */
class FutureVolume {
  private made: readonly MadeBackup[];

  constructor(
    private readonly schedule: BackupScheduleState,
    readonly id: string,
    private backups: readonly FutureBackup[],
  ) {
    this.made = schedule.backups.filter(({ volume_id }) => volume_id === id);
  }

  /** A backup that ends well, on top of the newest one unless a full one is due. */
  run(due_at: string): void {
    const parent = this.backups.findLast(({ status }) => status === 'available');
    const { full_every } = this.schedule;
    const incremental = parent !== undefined && isIncrementalDue({ backups: this.made, full_every }, this.id);
    const id = `run of ${due_at.slice(0, 19)}`;
    this.made = [...this.made, { backup_id: id, volume_id: this.id, due_at, incremental }];
    this.backups = [
      ...this.backups.map((backup) =>
        incremental && backup === parent ? { ...backup, children: [...backup.children, id] } : backup,
      ),
      { id, at: due_at, status: 'available', children: [], volume_id: this.id, incremental, simulated: true },
    ];
  }

  prune(at: string): FutureRemoved[] {
    const { removed } = decideRetention(this.schedule.retention, this.backups);
    const why = new Map(removed.map((one: Removed) => [one.id, one.reason]));
    const gone = this.backups.filter(({ id }) => why.has(id));
    this.made = this.made.filter(({ backup_id }) => !why.has(backup_id));
    this.backups = this.backups
      .filter(({ id }) => !why.has(id))
      .map((backup) =>
        backup.children.some((id) => why.has(id))
          ? { ...backup, children: backup.children.filter((id) => !why.has(id)) }
          : backup,
      );
    return gone.map((backup) => ({ backup, reason: why.get(backup.id) ?? '', at }));
  }

  kept(): FutureKept[] {
    const byId = new Map(this.backups.map((backup) => [backup.id, backup]));
    return decideRetention(this.schedule.retention, this.backups).kept.flatMap(({ id, reasons }) => {
      const backup = byId.get(id);
      return backup === undefined ? [] : [{ backup, reasons }];
    });
  }
}

const byAge = (a: FutureBackup, b: FutureBackup): number => (a.at < b.at ? -1 : 1);
/** What is still being made is taken to end well. */
const settled = (backup: FutureBackup): FutureBackup =>
  ['creating', 'restoring'].includes(backup.status) ? { ...backup, status: 'available' } : backup;

const volumesOf = ({ schedule, existing, now, at }: FutureQuestion): readonly FutureVolume[] => {
  const isFuture = at > now;
  const there = existing
    .filter((backup) => isFuture || backup.at <= at)
    .map((backup) => (isFuture ? settled(backup) : backup))
    .toSorted(byAge);
  const ids = new Set([...schedule.volume_ids, ...there.map(({ volume_id }) => volume_id)]);
  return [...ids].map(
    (id) =>
      new FutureVolume(
        schedule,
        id,
        there.filter(({ volume_id }) => volume_id === id),
      ),
  );
};

/**
 * What would be kept at a moment, and what would be gone by then: the schedule's runs up to it, each followed by the same
 * decision that prunes in earnest. It yields after each run, so that the caller can let others work.
 */
export function* futureRetention(question: FutureQuestion): Generator<number, FutureRetention> {
  const { schedule, now, at } = question;
  const volumes = volumesOf(question);
  const cron = schedule.enabled ? parseCron(schedule.cron) : null;
  const removed: FutureRemoved[] = [];
  let runs = 0;
  if (at <= now) for (const volume of volumes) removed.push(...volume.prune(at));
  for (let due = nextAfter(cron, now); due !== null && due <= at; due = nextAfter(cron, due)) {
    runs += 1;
    yield runs;
    for (const volume of volumes) {
      if (schedule.volume_ids.includes(volume.id)) volume.run(due);
      removed.push(...volume.prune(due));
    }
  }
  return { at, runs, kept: volumes.flatMap((volume) => volume.kept()), removed };
}
