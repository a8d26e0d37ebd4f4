import { backupRules } from '../../backups/backups.list.js';
import { snapshotRules } from '../../snapshots/snapshots.list.js';
import type { RequestContext } from '../identity/request-context.js';
import { Microversion } from '../routing/microversion.js';
import { listRequest, type ListRules } from './list-request.js';
import { QueryString } from './query-string.js';

const caller = (minor: number, is_admin = true): RequestContext => ({
  user_id: 'u',
  project_id: 'p',
  roles: is_admin ? ['admin'] : ['reader'],
  is_admin,
  request_id: 'req-x',
  global_request_id: null,
  microversion: new Microversion(3, minor),
});
const ask = (query: string, context = caller(71), rules: ListRules = backupRules) =>
  listRequest(new QueryString(query), context, rules);

describe('paging', () => {
  it('is the newest thousand of the own project when nothing is asked', () => {
    expect(ask('')).toEqual({
      scope: 'p',
      query: {
        limit: 1000,
        marker: null,
        offset: 0,
        sort: [{ key: 'created_at', dir: 'desc' }],
        filters: [],
        empty: false,
        withCount: false,
      },
    });
  });

  it('is never more than the service gives at once', () => {
    const limits = ['', 'limit=2', 'limit=3', 'limit=4'].map(
      (query) => listRequest(new QueryString(query, 3), caller(71), backupRules).query.limit,
    );
    expect(limits).toEqual([3, 2, 3, 3]);
  });

  it.each([
    ['limit=5000', { limit: 1000 }],
    ['limit=0', { limit: 0 }],
    ['limit=+7&offset=3&marker=m', { limit: 7, offset: 3, marker: 'm' }],
    ['with_count=Yes', { withCount: true }],
  ])('reads %s', (query, expected) => expect(ask(query).query).toMatchObject(expected));

  it.each([
    ['limit=abc', 'limit param must be an integer'],
    ['limit=-1', 'limit param must be positive'],
    ['limit=', 'limit param must be an integer'],
    ['offset=x', 'offset must be an integer'],
    ['offset=-1', 'offset must be >= 0'],
    ['offset=2147483648', 'offset must be <= 2147483647'],
    ['with_count=perhaps', "Value 'perhaps' for 'with_count' is not a boolean."],
    ['all_tenants=perhaps', "all_tenants must be a boolean, got 'perhaps'."],
  ])('refuses %s', (query, text) => expect(() => ask(query)).toThrow(text));
});

describe('sorting', () => {
  it.each([
    [
      'sort=name:asc,id',
      [
        { key: 'display_name', dir: 'asc' },
        { key: 'id', dir: 'desc' },
      ],
    ],
    ['sort_key=size&sort_dir=asc', [{ key: 'size', dir: 'asc' }]],
    ['sort= size : asc ', [{ key: 'size', dir: 'asc' }]],
  ])('reads %s', (query, sort) => expect(ask(query).query.sort).toEqual(sort));

  it('refuses both styles at once, and a direction that is none', () => {
    expect(() => ask('sort=id&sort_dir=asc')).toThrow("cannot be used with the 'sort' parameter.");
    expect(() => ask('sort=id:up')).toThrow("Unknown sort direction, must be 'desc' or 'asc'.");
  });

  it.each([
    ['backups', backupRules, 36, 37],
    ['snapshots', snapshotRules, 29, 30],
  ])('sorts %s by name from its version on', (_, rules, below, since) => {
    expect(() => ask('sort=name', caller(below), rules)).toThrow('Invalid sort key');
    expect(() => ask('sort=name', caller(since), rules)).not.toThrow();
    expect(() => ask('sort=display_name', caller(below), rules)).not.toThrow();
  });
});

describe('scope', () => {
  it.each([
    ['all_tenants=1', true, null],
    ['all_tenants=0', true, 'p'],
    ['all_tenants=1', false, 'p'],
    ['all_tenants=perhaps', false, 'p'],
  ])('of %s, admin %s, is %s', (query, admin, scope) => {
    expect(ask(query, caller(71, admin)).scope).toBe(scope);
  });
});
