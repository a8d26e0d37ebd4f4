import { randomUUID } from 'node:crypto';
import type { BackupEvent } from '../../src/domain/backup/backup.events.js';
import type { GroupSnapshotEvent } from '../../src/domain/group-snapshot/group-snapshot.events.js';
import type { QuotaEvent } from '../../src/domain/quota/quota.events.js';
import type { RestoreEvent } from '../../src/domain/restore/restore.events.js';
import type { SnapshotEvent } from '../../src/domain/snapshot/snapshot.events.js';
import type { VolumeEvent } from '../../src/domain/volume/volume.events.js';
import type { RecordedEvent } from '../../src/drivers/event-log/port.js';

export type DomainEvent =
  VolumeEvent | SnapshotEvent | GroupSnapshotEvent | BackupEvent | RestoreEvent | QuotaEvent;
type DataOf<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>['data'];

/** The first event of a volume, with whatever matters to the test. */
export const volumeRequested = (
  id: string,
  data: Partial<DataOf<'VolumeCreateRequested'>> = {},
): DomainEvent => ({
  type: 'VolumeCreateRequested',
  data: {
    volume_id: id,
    project_id: 'p1',
    user_id: 'u1',
    size: 1,
    display_name: null,
    display_description: null,
    volume_type_id: 't1',
    volume_type: '__DEFAULT__',
    availability_zone: 'nova',
    metadata: {},
    bootable: false,
    source: 'empty',
    source_id: null,
    restore_id: null,
    ...data,
  },
});

export const snapshotRequested = (
  id: string,
  data: Partial<DataOf<'SnapshotCreateRequested'>> = {},
): DomainEvent => ({
  type: 'SnapshotCreateRequested',
  data: {
    snapshot_id: id,
    volume_id: 'v1',
    project_id: 'p1',
    user_id: 'u1',
    size: 1,
    display_name: null,
    display_description: null,
    metadata: {},
    volume_type_id: 't1',
    volume_type: '__DEFAULT__',
    availability_zone: 'nova',
    ...data,
  },
});

export const backupRequested = (id: string, data: Partial<DataOf<'BackupRequested'>> = {}): DomainEvent => ({
  type: 'BackupRequested',
  data: {
    backup_id: id,
    project_id: 'p1',
    user_id: 'u1',
    volume_id: 'v1',
    snapshot_id: null,
    display_name: null,
    display_description: null,
    container: null,
    size: 1,
    incremental: false,
    force: false,
    parent_id: null,
    availability_zone: null,
    data_timestamp: null,
    metadata: {},
    source_previous_status: 'available',
    ...data,
  },
});

export const event = <T extends DomainEvent['type']>(type: T, data: DataOf<T>): DomainEvent =>
  ({ type, data }) as DomainEvent;

/** Events as a log would hand them out: revisions count per stream, positions and times rise. */
export class History {
  readonly events: RecordedEvent[] = [];
  private readonly revisions = new Map<string, bigint>();

  /** The n-th event is recorded n seconds after this. */
  static readonly begin = Date.parse('2026-11-21T05:00:00.000Z');

  add(stream: string, ...events: readonly { type: string; data: unknown }[]): this {
    for (const { type, data } of events) {
      const revision = (this.revisions.get(stream) ?? -1n) + 1n;
      this.revisions.set(stream, revision);
      const place = BigInt(this.events.length + 1) * 100n;
      this.events.push({
        id: randomUUID(),
        type,
        data: data as Readonly<Record<string, unknown>>,
        metadata: { schema: 1 },
        stream,
        revision,
        position: { commit: place, prepare: place },
        created: new Date(History.begin + this.events.length * 1000),
      });
    }
    return this;
  }
}
