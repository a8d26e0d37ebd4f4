import { event, History, volumeRequested } from '../../../test/support/read-model-history.js';
import { openTestReadModel, type TestReadModel } from '../../../test/support/read-model.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import { volumesListing } from '../volumes/volumes.listing.js';
import { listLive } from './list-live.js';
import type { ListFilter, ListQuery, ListScope } from './list-query.js';

const all: ListQuery = { limit: 1000, marker: null, offset: 0, sort: [], filters: [], withCount: false };

describe('listLive', () => {
  let test: TestReadModel;
  beforeAll(() => {
    test = openTestReadModel();
    const history = new History()
      .add(
        'volume-a',
        volumeRequested('a', { size: 3, display_name: 'Data_1', metadata: { k: 'x', l: 'y' } }),
      )
      .add('volume-b', volumeRequested('b', { size: 1, bootable: true, metadata: { k: 'z' } }))
      .add(
        'volume-c',
        volumeRequested('c', { size: 2, display_name: 'DataX1', source: 'volume', source_id: 'a' }),
      )
      .add('volume-d', volumeRequested('d', { project_id: 'p2', display_name: '100%' }))
      .add('volume-gone', volumeRequested('gone'), event('VolumeDeleted', {}))
      .add('volume-a', event('VolumeCreated', { host: 'h@lvm#pool', status: 'available' }))
      .add('volume-b', event('VolumeCreated', { host: 'h2@lvm#pool', status: 'available' }));
    test.projector.apply(history.events);
  });
  afterAll(() => test.close());

  const list = (query: Partial<ListQuery> = {}, scope: ListScope = 'p1') =>
    listLive<VolumeState>(test.model, volumesListing, scope, { ...all, ...query });
  const ids = (query: Partial<ListQuery> = {}, scope: ListScope = 'p1'): unknown => {
    const result = list(query, scope);
    return result.kind === 'page' ? result.items.map(({ id }) => id).join('') : result;
  };
  const where = (...filters: readonly ListFilter[]): unknown => ids({ filters }, null);
  const equals = (key: string, value: string | number | boolean | null): unknown =>
    where({ kind: 'equals', key, value });

  it('shows the live rows of one project or of all, newest first', () => {
    expect(ids()).toBe('cba');
    expect(ids({}, null)).toBe('dcba');
    expect(ids({}, 'p3')).toBe('');
  });

  it('filters by a column', () => {
    expect(equals('status', 'available')).toBe('ba');
    expect(equals('project_id', 'p2')).toBe('d');
    expect(equals('size', 2)).toBe('c');
    expect(equals('size', '2')).toBe('c');
    expect(equals('size', 'two')).toBe('');
    expect(equals('bootable', true)).toBe('b');
    expect(equals('bootable', 'no')).toBe('dca');
    expect(equals('display_name', null)).toBe('b');
    expect(equals('source_volid', 'a')).toBe('c');
    expect(equals('id', 'a')).toBe('a');
  });

  it('filters by columns that are the same in every row', () => {
    expect(equals('use_quota', true)).toBe('dcba');
    expect(equals('group_id', 'g')).toBe('');
    expect(equals('group_id', null)).toBe('dcba');
  });

  it('filters by one of several values', () => {
    expect(where({ kind: 'in', key: 'size', values: [2, '3', null, ['x']] })).toBe('ca');
    expect(where({ kind: 'in', key: 'size', values: [] })).toBe('');
  });

  it('finds text within a column, wildcards taken literally', () => {
    expect(where({ kind: 'contains', key: 'display_name', text: 'data' })).toBe('ca');
    expect(where({ kind: 'contains', key: 'display_name', text: 'a_1' })).toBe('a');
    expect(where({ kind: 'contains', key: 'display_name', text: '0%' })).toBe('d');
  });

  it('finds a host by its leading parts', () => {
    expect(equals('host', 'h')).toBe('a');
    expect(equals('host', 'h@lvm')).toBe('a');
    expect(equals('host', 'h2@lvm#pool')).toBe('b');
    expect(equals('host', 'h%')).toBe('');
  });

  it('filters by pairs of metadata', () => {
    expect(where({ kind: 'metadata', key: 'metadata', entries: { k: 'x', l: 'y' } })).toBe('a');
    expect(where({ kind: 'metadata', key: 'metadata', entries: { k: 'y' } })).toBe('');
    expect(where({ kind: 'metadata', key: 'metadata', entries: { k: ['x'] } })).toBe('');
    expect(where({ kind: 'metadata', key: 'metadata', entries: {} })).toBe('dcba');
  });

  it('compares times', () => {
    const time = (op: 'gt' | 'gte' | 'eq' | 'neq' | 'lt' | 'lte', second: number) =>
      ({ op, time: `2026-11-21T06:00:0${second}+01:00` }) as const;
    const created = (...comparisons: readonly ReturnType<typeof time>[]): unknown =>
      where({ kind: 'time', key: 'created_at', comparisons });
    expect(created(time('gt', 1))).toBe('dc');
    expect(created(time('gte', 1), time('lt', 3))).toBe('cb');
    expect(created(time('eq', 2))).toBe('c');
    expect(created(time('neq', 2))).toBe('dba');
    expect(created(time('lte', 0))).toBe('a');
    expect(where({ kind: 'time', key: 'created_at', comparisons: [{ op: 'gt', time: 'soon' }] })).toBe('');
  });

  it('is empty when a filter names no column, or when nothing can match', () => {
    expect(equals('colour', 'red')).toBe('');
    expect(equals('constructor', 'x')).toBe('');
    expect(list({ empty: true, withCount: true })).toEqual({ kind: 'page', items: [], count: 0 });
  });

  it('pages by marker, limit and offset, and counts all matches', () => {
    expect(ids({ marker: 'c' })).toBe('ba');
    expect(ids({ marker: 'c', limit: 1 })).toBe('b');
    expect(ids({ offset: 1, limit: 1 })).toBe('b');
    expect(ids({ limit: 0 })).toBe('');
    expect(list({ limit: 1, withCount: true })).toMatchObject({ count: 3 });
    expect(list({ marker: 'a', withCount: true })).toMatchObject({ items: [], count: 3 });
  });

  it('knows no marker that is deleted, elsewhere or nowhere', () => {
    for (const marker of ['gone', 'd', 'x']) {
      expect(ids({ marker })).toEqual({ kind: 'markerNotFound', marker });
    }
    expect(ids({ marker: 'd' }, null)).toBe('cba');
  });

  it('sorts, a missing name first', () => {
    expect(ids({ sort: [{ key: 'size', dir: 'asc' }] })).toBe('bca');
    expect(ids({ sort: [{ key: 'display_name', dir: 'asc' }] })).toBe('bca');
    expect(ids({ sort: [{ key: 'use_quota', dir: 'asc' }] })).toBe('abc');
    expect(ids({ sort: [{ key: 'colour', dir: 'asc' }] })).toEqual({ kind: 'invalidSortKey', key: 'colour' });
  });
});
