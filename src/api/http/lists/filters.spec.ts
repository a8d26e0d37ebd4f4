import { snapshotRules } from '../../snapshots/snapshots.list.js';
import { volumeRules } from '../../volumes/volumes.list.js';
import { backupRules } from '../../backups/backups.list.js';
import type { RequestContext } from '../identity/request-context.js';
import { Microversion } from '../routing/microversion.js';
import { listRequest, type ListRules } from './list-request.js';
import { QueryString } from './query-string.js';

const filters = (query: string, minor: number, { admin = true, rules = volumeRules as ListRules } = {}) => {
  const context: RequestContext = {
    user_id: 'u',
    project_id: 'p',
    roles: [],
    is_admin: admin,
    request_id: 'req-x',
    global_request_id: null,
    microversion: new Microversion(3, minor),
  };
  const { query: asked } = listRequest(new QueryString(query), context, rules);
  return asked.empty === true ? 'empty' : asked.filters;
};
const equals = (key: string, value: unknown) => ({ kind: 'equals', key, value });

describe('filters of an administrator', () => {
  it.each([
    ['name="x"', [equals('display_name', '"x"')]],
    ['size=1&zzz=a', [equals('size', 1), equals('zzz', 'a')]],
    ["status=['error','available']", [{ kind: 'in', key: 'status', values: ['error', 'available'] }]],
    ["metadata={'k': 'v'}", [{ kind: 'metadata', key: 'metadata', entries: { k: 'v' } }]],
    ['metadata=k', 'empty'],
    ['name~=a%25b', [{ kind: 'contains', key: 'display_name', text: 'a%b' }]],
    ['description~=a', [{ kind: 'contains', key: 'display_description', text: 'a' }]],
    ['bootable=No', [equals('bootable', false)]],
    ['consumes_quota=true', [equals('use_quota', true)]],
    [
      'created_at=gt:2026-01-01T00:00:00,lte:2026-02-01',
      [
        {
          kind: 'time',
          key: 'created_at',
          comparisons: [
            { op: 'gt', time: '2026-01-01T00:00:00.000000' },
            { op: 'lte', time: '2026-02-01T00:00:00.000000' },
          ],
        },
      ],
    ],
  ])('%s', (query, expected) => expect(filters(query, 71)).toEqual(expected));

  it.each([
    ['bootable=x', "Invalid input received: 'bootable = x'"],
    ['created_at=xx:2026-01-01', 'Invalid xx operator'],
    ['created_at=gt:soon', 'Invalid soon value'],
    ['consumes_quota=x', "Value 'x' for 'use_quota' is not a boolean."],
    ['ä=1', 'Filter keys can only contain ASCII characters.'],
  ])('refuses %s', (query, text) => expect(() => filters(query, 71)).toThrow(text));

  it('takes any word as a boolean below 3.2', () => {
    expect(filters('bootable=x', 1)).toEqual([equals('bootable', true)]);
    expect(filters('bootable=false', 1)).toEqual([equals('bootable', false)]);
  });

  it('drops filters that the version does not have yet', () => {
    expect(filters("metadata={'a': 'b'}", 21, { rules: snapshotRules })).toEqual([]);
    expect(filters('created_at=gt:soon', 30)).toEqual([]);
  });
});

describe('filters of everybody else', () => {
  const asked = { admin: false, rules: backupRules };

  it('are dropped below 3.31 when they are unknown', () => {
    expect(filters('host=h&status=error', 30, asked)).toEqual([equals('status', 'error')]);
  });

  it('are refused from 3.31 on, but all_tenants is not', () => {
    expect(() => filters('host=h&a=1&all_tenants=1', 31, asked)).toThrow(
      'Invalid filters host,a are found in query options.',
    );
    expect(filters('all_tenants=1&name=x', 31, asked)).toEqual([equals('display_name', 'x')]);
  });

  it('cannot search for parts of a name: the default configuration does not say name~', () => {
    expect(() => filters('name~=x', 34, asked)).toThrow('Invalid filters name~ are found in query options.');
  });
});
