import { uuidV5 } from '../../src/commands/uuid-v5.js';
import type { BackupEvent } from '../../src/domain/backup/backup.events.js';
import type { QuotaEvent } from '../../src/domain/quota/quota.events.js';
import type { EventStore } from '../../src/drivers/event-log/embedded/event-store.js';
import { backupFacts, type HistoricBackup } from './big-history-facts.js';

type Fact = { readonly type: string; readonly data: unknown };

export interface BigHistory {
  /** Each makes twenty events. */
  readonly backups: number;
  /** Owns all of it. */
  readonly projectId: string;
  readonly backupsPerVolume?: number;
  readonly log?: (written: number) => void;
}

/** As many backups in one transaction. */
const atOnce = 250;
const backupsPerCheckpoint = 50;

const hexId = (text: string): string => uuidV5(`big history/${text}`);

/** The id of the n-th backup, from 0, and of the volume that it is of. */
export const historicBackupId = (n: number): string => hexId(`backup ${n}`);
export const historicVolumeId = (n: number): string => hexId(`volume ${n}`);

/**
 * A log as years of use leave it: completed full backups with all their events, in the streams of the backups, of their
 * objects, volumes and quota, checkpoints included. They go through the store's own append, some thousand in one transaction:
 * a million events take less than a minute.
 *
 * The store is that of the built embedded log (`new EventStore(openDatabase(file))`), and its caller closes it. The log must
 * not have a volume, backup or quota of these ids yet. There are no files for the volumes and no objects for the backups.
 * @returns how many events were written
 */
export const writeBigHistory = async (
  store: Pick<EventStore, 'append'>,
  history: BigHistory,
): Promise<number> => {
  const writer = new HistoryWriter(store, history.projectId);
  const { backups, backupsPerVolume = 100, log } = history;
  for (let n = 0; n < backups; n += 1) {
    const volume = Math.floor(n / backupsPerVolume);
    if (n % backupsPerVolume === 0) writer.volume(historicVolumeId(volume), volume);
    writer.backup({
      id: historicBackupId(n),
      n,
      volumeId: historicVolumeId(volume),
      projectId: history.projectId,
    });
    if ((n + 1) % atOnce === 0 || n + 1 === backups) {
      await writer.written();
      log?.(writer.events);
    }
  }
  return writer.events;
};

class HistoryWriter {
  events = 0;
  readonly #store: Pick<EventStore, 'append'>;
  readonly #projectId: string;
  /** Where the streams end that are written on. */
  readonly #ends = new Map<string, number>();
  #charged = 0;
  #pending: Promise<void>[] = [];

  constructor(store: Pick<EventStore, 'append'>, projectId: string) {
    this.#store = store;
    this.#projectId = projectId;
  }

  volume(id: string, n: number): void {
    this.#append(`volume-${id}`, ...backupFacts.volume(id, n, this.#projectId));
  }

  backup(backup: HistoricBackup): void {
    const [own, data, volume] = [
      `backup-${backup.id}`,
      `backupData-${backup.id}`,
      `volume-${backup.volumeId}`,
    ];
    const [reserved, committed] = backupFacts.quota(backup);
    const [locked, released] = backupFacts.lock(backup);
    const life = backupFacts.life(backup);
    const transferred = life.findIndex(({ type }) => type === 'BackupDataCompleted');
    this.#quota(reserved);
    this.#append(volume, locked);
    this.#append(own, life[0]);
    this.#charged += 1;
    this.#quota(committed);
    for (const event of life.slice(1, transferred)) this.#append(own, event);
    for (const event of backupFacts.data(backup)) this.#append(data, event);
    for (const event of life.slice(transferred, -1)) this.#append(own, event);
    this.#append(volume, released);
    this.#append(own, ...life.slice(-1));
    for (const finished of [own, data]) this.#ends.delete(finished);
  }

  async written(): Promise<void> {
    await Promise.all(this.#pending);
    this.#pending = [];
  }

  #quota(event: QuotaEvent): void {
    const stream = `quota-${this.#projectId}`;
    const isDue = event.type === 'QuotaCommitted' && this.#charged % backupsPerCheckpoint === 0;
    if (!isDue) return this.#append(stream, event);
    const in_use = { backups: this.#charged, backup_gigabytes: this.#charged };
    const newest = event.data.reservation_id;
    const state = { in_use, reservations: {}, committed: [newest], limits: {} };
    this.#append(stream, event, { type: 'QuotaCheckpointed', data: state });
  }

  #append(stream: string, ...facts: readonly (Fact | BackupEvent)[]): void {
    const end = this.#ends.get(stream) ?? -1;
    const events = facts.map(({ type, data }, index) => ({
      id: hexId(`${stream}/${end + 1 + index}`),
      type,
      json: true,
      data: Buffer.from(JSON.stringify(data)),
      metadata,
    }));
    this.#ends.set(stream, end + facts.length);
    this.events += facts.length;
    this.#pending.push(
      this.#store.append(stream, end < 0 ? 'no_stream' : end, events).then(({ kind }) => {
        if (kind !== 'written') throw new Error(`an append to ${stream} was ${kind}`);
      }),
    );
  }
}

const metadata = Buffer.from(
  JSON.stringify({
    $correlationId: hexId('correlation'),
    $causationId: hexId('causation'),
    commandId: `history.${hexId('command')}`,
    actor: {
      user_id: 'historian',
      project_id: 'history',
      roles: ['member', 'reader'],
      service: 'worker',
    },
    requestId: `req-${hexId('request')}`,
    schema: 1,
    node: 'backup-1',
  }),
);
