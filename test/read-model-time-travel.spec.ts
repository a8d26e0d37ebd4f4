import type { LogPosition } from '../src/drivers/event-log/port.js';
import { GetStateAt } from '../src/projections/history/get-state-at.query.js';
import { ListEventsOf } from '../src/projections/history/list-events-of.query.js';
import type { Moment } from '../src/projections/history/moment.js';
import { startReadModelApp, type ReadModelApp } from './support/read-model-app.js';
import { backupRequested, event } from './support/read-model-history.js';

describe('time travel', () => {
  let bus: ReadModelApp['bus'];
  let writer: ReadModelApp['writer'];
  let close: ReadModelApp['close'];
  beforeEach(async () => ({ bus, writer, close } = await startReadModelApp()));
  afterEach(() => close());

  let named: LogPosition;
  beforeEach(async () => {
    await writer.add('backup-b1', backupRequested('b1', { display_name: 'first' }));
    named = await writer.add('backup-b1', event('BackupUpdated', { display_name: 'second' }));
    await writer.add('backup-b1', event('BackupDeletionRequested', {}), event('BackupDeleted', {}));
  });
  const at = (moment: Moment) => bus.execute(new GetStateAt('backup', 'b1', moment));

  it('shows the state at a revision, a position and a time', async () => {
    expect(await at({ kind: 'revision', revision: 0n })).toMatchObject({ display_name: 'first' });
    expect(await at({ kind: 'revision', revision: 1n })).toMatchObject({ display_name: 'second' });
    expect(await at({ kind: 'revision', revision: 99n })).toMatchObject({ status: 'deleted' });
    expect(await at({ kind: 'position', position: named })).toMatchObject({
      display_name: 'second',
      deletion: null,
    });
    expect(await at({ kind: 'position', position: { commit: 0n, prepare: 0n } })).toBeNull();
    const { events } = await bus.execute(new ListEventsOf('backup', 'b1'));
    const [first, , , last] = events.map((one) => one.at);
    if (first === undefined || last === undefined) throw new Error('events are missing');
    expect(await at({ kind: 'time', at: first })).toMatchObject({ display_name: expect.any(String) });
    expect(await at({ kind: 'time', at: last })).toMatchObject({ status: 'deleted', deleted_at: last });
    expect(await at({ kind: 'time', at: '2020-01-01T00:00:00.000000' })).toBeNull();
    expect(await bus.execute(new GetStateAt('volume', 'b1', { kind: 'revision', revision: 0n }))).toBeNull();
  });

  it('lists what happened, page by page', async () => {
    const page = await bus.execute(new ListEventsOf('backup', 'b1', 0, 3));
    expect(page).toMatchObject({ project_id: 'p1', next: 3 });
    expect(page.events.map(({ revision, type }) => `${revision} ${type}`)).toEqual([
      '0 BackupRequested',
      '1 BackupUpdated',
      '2 BackupDeletionRequested',
    ]);
    expect(page.events[1]).toMatchObject({ data: { display_name: 'second' }, schema: 1, actor: null });
    const rest = await bus.execute(new ListEventsOf('backup', 'b1', 3, 3));
    expect(rest).toMatchObject({ project_id: 'p1', next: null, events: [{ type: 'BackupDeleted' }] });
    expect(await bus.execute(new ListEventsOf('backup', 'none'))).toEqual({
      project_id: null,
      events: [],
      next: null,
    });
  });

  it('lists the chunks under the name of the backup', async () => {
    await writer.add('backupData-b1', { type: 'ChunkWritten', data: { object_id: 1 } });
    expect(await bus.execute(new ListEventsOf('backupData', 'b1'))).toMatchObject({
      project_id: 'p1',
      events: [{ type: 'ChunkWritten', data: { object_id: 1 } }],
    });
  });
});
