import { History } from '../../../test/support/read-model-history.js';
import { eventRecord } from './event-record.js';
import { parseMoment } from './moment.js';

describe('eventRecord', () => {
  const record = (metadata: Readonly<Record<string, unknown>>) => {
    const [event] = new History().add('backup-b1', { type: 'BackupDeleted', data: {} }).events;
    if (event === undefined) throw new Error('no event');
    return eventRecord({ ...event, metadata });
  };

  it('tells who asked, in which request, and what caused it', () => {
    const actor = { user_id: 'u', project_id: 'p', roles: ['member'] };
    expect(
      record({ actor, requestId: 'req-1', $correlationId: 'c', $causationId: 'd', schema: 1, node: 'n' }),
    ).toMatchObject({
      revision: 0,
      at: '2026-11-21T05:00:00.000000',
      actor: { ...actor, service: null },
      request_id: 'req-1',
      correlation_id: 'c',
      causation_id: 'd',
      schema: 1,
    });
  });

  it('has nulls where the event says nothing', () => {
    expect(record({ actor: 'u', requestId: 7 })).toMatchObject({
      actor: null,
      request_id: null,
      correlation_id: null,
      causation_id: null,
      schema: null,
    });
  });
});

describe('the actor of an eventRecord', () => {
  const { events } = new History().add('backup-b1', { type: 'BackupDeleted', data: {} });

  it('names the service that acted for a user, or for nobody', () => {
    const actors = [
      { user_id: 'u', project_id: 'p', roles: [], service: 'worker' },
      { user_id: null, project_id: null, roles: [], service: 'reconciler' },
    ];
    for (const actor of actors) {
      expect(events.map((event) => eventRecord({ ...event, metadata: { actor } }).actor)).toEqual([actor]);
    }
  });
});

describe('parseMoment', () => {
  it('tells revisions, positions and times apart', () => {
    expect(parseMoment('12')).toEqual({ kind: 'revision', revision: 12n });
    expect(parseMoment('C:20/P:7')).toEqual({ kind: 'position', position: { commit: 20n, prepare: 7n } });
    expect(parseMoment('20/7')).toEqual({ kind: 'position', position: { commit: 20n, prepare: 7n } });
    expect(parseMoment('2026-11-21T05:00:00Z')).toEqual({ kind: 'time', at: '2026-11-21T05:00:00.000000' });
  });

  it.each(['', 'now', '-1', '1.5', '9'.repeat(30)])('refuses %j', (text) => {
    expect(parseMoment(text)).toBeNull();
  });
});
