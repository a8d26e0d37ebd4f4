import {
  backupRequested,
  event,
  History,
  volumeRequested,
} from '../../../test/support/read-model-history.js';
import { allRows, openTestReadModel, type TestReadModel } from '../../../test/support/read-model.js';
import { PoisonedEvent } from './projector.js';

describe('Projector', () => {
  let test: TestReadModel;
  beforeEach(() => (test = openTestReadModel()));
  afterEach(() => test.close());

  const stateOf = (table: string, id: string): unknown =>
    JSON.parse(String(test.model.get(`SELECT state FROM ${table} WHERE id = ?`, [id])?.['state']));

  it('folds states, and tells what changed once per aggregate', () => {
    const history = new History()
      .add('volume-v1', volumeRequested('v1', { display_name: 'data', size: 3 }))
      .add('backup-b1', backupRequested('b1'))
      .add('volume-v1', event('VolumeCreated', { host: 'h@b#p', status: 'available' }));
    const changes = test.projector.apply(history.events);
    expect(stateOf('volumes', 'v1')).toMatchObject({
      status: 'available',
      host: 'h@b#p',
      created_at: '2026-11-21T05:00:00.000000',
      updated_at: '2026-11-21T05:00:02.000000',
    });
    expect(changes).toEqual([
      { category: 'volume', id: 'v1', state: stateOf('volumes', 'v1') },
      { category: 'backup', id: 'b1', state: stateOf('backups', 'b1') },
    ]);
    expect(test.model.get('SELECT status, size, next_step FROM volumes')).toEqual({
      status: 'available',
      size: 3,
      next_step: null,
    });
    expect(test.model.get('SELECT next_step FROM backups')).toEqual({ next_step: 'schedule' });
  });

  it('moves the checkpoint with the rows', () => {
    const history = new History()
      .add('volume-v1', volumeRequested('v1'))
      .add('other-1', { type: 'Whatever', data: {} });
    test.projector.apply(history.events);
    expect(test.projector.checkpoint()).toEqual({
      position: history.events[1]?.position,
      anchor: { stream: 'volume-v1', revision: 0n, id: history.events[0]?.id },
    });
  });

  it('takes an event that it has already had for none', () => {
    const history = new History()
      .add('volume-v1', volumeRequested('v1'))
      .add('volume-v1', event('VolumeSnapshotAdded', { snapshot_id: 's1' }));
    test.projector.apply(history.events);
    const rows = allRows(test.model);
    expect(test.projector.apply(history.events)).toEqual([]);
    expect(allRows(test.model)).toEqual(rows);
  });

  it('warns once of a type it does not know, and goes on', () => {
    const history = new History()
      .add('volume-v1', volumeRequested('v1'))
      .add('volume-v1', { type: 'VolumePainted', data: {} }, { type: 'VolumePainted', data: {} })
      .add('volume-v1', event('VolumeCreated', { host: 'h@b#p', status: 'available' }));
    test.projector.apply(history.events);
    expect(stateOf('volumes', 'v1')).toMatchObject({ status: 'available' });
    expect(test.warnings).toEqual([expect.stringContaining('VolumePainted')]);
  });

  it.each([
    ['data that its type cannot have', { type: 'VolumeCreateRequested', data: { volume_id: 'v2' } }],
    ['no data', { type: 'VolumeStatusChanged', data: null }],
  ])('refuses an event with %s, and everything that came with it', (_, poison) => {
    const history = new History()
      .add('volume-v1', volumeRequested('v1'))
      .add('volume-v2', volumeRequested('v2'), poison);
    expect(() => test.projector.apply(history.events)).toThrow(PoisonedEvent);
    expect(() => test.projector.apply(history.events)).toThrow(/event 1 of stream volume-v2/);
    expect(allRows(test.model)['volumes']).toEqual([]);
    expect(test.projector.checkpoint()).toBeNull();
  });

  it('refuses an event of a newer version than it knows', () => {
    const { events } = new History().add('volume-v1', volumeRequested('v1'));
    const newer = events.map((recorded) => ({ ...recorded, metadata: { schema: 2 } }));
    expect(() => test.projector.apply(newer)).toThrow(/is of version 2; the newest known here is 1/);
  });

  it('has no row for an id that was closed before it was used', () => {
    test.projector.apply(
      new History().add('backup-b1', event('BackupAbandoned', { reason: 'process died' })).events,
    );
    expect(allRows(test.model)['backups']).toEqual([]);
  });
});
