import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listLive } from '../src/projections/listing/list-live.js';
import { backupsListing } from '../src/projections/backups/backups.listing.js';
import { encodeEvents } from '../src/commands/event-codec.js';
import { openDatabase } from '../src/drivers/event-log/embedded/database.js';
import { EventStore } from '../src/drivers/event-log/embedded/event-store.js';
import type { StoredEvent } from '../src/drivers/event-log/embedded/stored-event.js';
import type { RecordedEvent } from '../src/drivers/event-log/port.js';
import { tables } from '../src/projections/store/tables.js';
import { historicBackupId, writeBigHistory } from './support/big-history.js';
import { openTestReadModel, type TestReadModel } from './support/read-model.js';

const backups = 120;
const json = (bytes: Uint8Array): Record<string, unknown> =>
  JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>;

let directory: string;
let stored: StoredEvent[];
let written: number;
let readModel: TestReadModel;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'emberlog-history-'));
  const store = new EventStore(openDatabase(join(directory, 'event-log.sqlite')));
  written = await writeBigHistory(store, { backups, projectId: 'p', backupsPerVolume: 50 });
  stored = [];
  for (let after = 0; ; after = stored.at(-1)?.position ?? 0) {
    const page = store.pageOfAll(after, false, 1000);
    if (page.length === 0) break;
    stored.push(...page);
  }
  store.close();
  readModel = openTestReadModel();
});
afterAll(() => {
  readModel.close();
  rmSync(directory, { recursive: true });
});

it('has twenty events of each backup, two of each volume, and the checkpoints of the quota', () => {
  expect(written).toBe(20 * backups + 2 * 3 + 2);
  expect(stored).toHaveLength(written);
});

it('has events that fit their schemas', () => {
  const context = {
    actor: { user_id: null, project_id: null, roles: [] },
    request_id: null,
    is_admin: false,
  };
  const ids = { correlation_id: 'c', causation_id: 'c', command_id: 'c' };
  for (const { stream, type, data } of stored) {
    const table = tables.find(({ aggregate }) => stream.startsWith(`${aggregate.category}-`));
    const origin = { context: { ...context, ...ids }, revision: 0n, node: 'n' };
    encodeEvents(table?.aggregate.events ?? {}, stream, [{ type, data: json(data) }], origin);
  }
});

it('leaves available backups, and nothing that is held or waits', () => {
  const events = stored.map(
    ({ data, metadata, position, revision, createdUs, stream, id, type }): RecordedEvent => ({
      id,
      type,
      stream,
      data: json(data),
      metadata: json(metadata),
      revision: BigInt(revision),
      position: { commit: BigInt(position), prepare: BigInt(position) },
      created: new Date(createdUs / 1000),
    }),
  );
  readModel.projector.apply(events);
  const { model } = readModel;
  const query = { limit: null, marker: null, offset: 0, sort: [], filters: [], withCount: true };
  const list = listLive<{ id: string; status: string }>(model, backupsListing, 'p', query);
  expect(list).toMatchObject({ kind: 'page', count: backups });
  expect(model.state('backups', historicBackupId(7))).toMatchObject({ status: 'available', phase: 'done' });
  expect(model.all('SELECT DISTINCT status FROM volumes')).toEqual([{ status: 'available' }]);
  expect(model.all('SELECT * FROM claims')).toEqual([]);
  expect(model.state('quotas', 'p')).toMatchObject({ in_use: { backups }, reservations: {} });
  for (const table of ['backups', 'volumes']) {
    expect(model.all(`SELECT id FROM ${table} WHERE next_step IS NOT NULL`)).toEqual([]);
  }
});
