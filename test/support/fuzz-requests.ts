import type { CallSpec } from '../../src/api/http/routing/route-spec.js';
import { sampleValue, schemaAt } from './sample-body.js';

/** A route or an action, and how it is called: `GET /volumes/{}` or `volumes os-extend`. */
export type Call = readonly [name: string, spec: CallSpec];

export interface FuzzRequest {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly contentType: string | null;
  readonly body: string | undefined;
}

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** What has no business in a body, and what is at the edge of having some. */
const junk: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e300,
  '',
  ' ',
  'x'.repeat(256),
  'x'.repeat(70_000),
  '\u0000',
  '🦊\ud800',
  "'; DROP TABLE volumes; --",
  '../../etc/passwd',
  '{}',
  [],
  [[]],
  {},
  { toString: 1 },
  { __proto__: null, constructor: 'x' },
  '0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3d',
];

/** The same value with one part of it spoilt. */
const spoilt = (random: Random, value: unknown): unknown => {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || random() < 0.15) return pick(random, junk);
  const members = Object.entries(value);
  const kind = random();
  if (members.length === 0 || kind < 0.15) return { ...value, [pick(random, ['zzz', '__proto__', ''])]: 1 };
  const at = Math.floor(random() * members.length);
  if (kind < 0.25) return Object.fromEntries(members.filter((_, index) => index !== at));
  return Object.fromEntries(
    members.map(([name, member], index) => [name, index === at ? spoilt(random, member) : member]),
  );
};

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

const rawBodies = [
  '{',
  'null',
  '"x"',
  '[]',
  '{}',
  '1e999',
  nested(2000),
  '{"a":1,"a":2}',
  '\u0000',
  '{"x":{}}',
];

/** Ids among the values take the place of the sample's. */
const withIds = (random: Random, value: unknown, ids: readonly string[]): unknown =>
  JSON.parse(
    JSON.stringify(value).replaceAll('0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3d', () => pick(random, ids)),
  ) as unknown;

const bodyOf = (random: Random, [name, spec]: Call, version: string, ids: readonly string[]): string => {
  if (random() < 0.08) return pick(random, rawBodies);
  const schema = spec.body === undefined ? undefined : schemaAt(spec.body, version);
  const action = /^\S+ (\S+)$/.exec(name)?.[1] ?? '';
  const plain = schema === undefined ? (name.includes('/') ? {} : { [action]: {} }) : sampleValue(schema);
  const sample = withIds(random, plain, ids);
  return JSON.stringify(random() < 0.4 ? sample : spoilt(random, sample)) ?? 'null';
};

const segments = [
  'x',
  '..',
  '%2e%2e',
  '%00',
  '%F0%9F%A6%8A',
  'a%2Fb',
  '%',
  "'",
  '-1',
  'y'.repeat(300),
  '.json',
];
const queries = [
  'limit=1',
  'limit=-1',
  'limit=x',
  'limit=0&offset=99999999999',
  'offset=-1',
  'marker=x',
  'sort=name:asc,created_at',
  'sort=nothing:sideways',
  'sort_key=id&sort_dir=up',
  'sort=id&sort_key=id',
  'all_tenants=1',
  'all_tenants=maybe',
  'with_count=yes',
  "metadata={'a': 'b'}",
  'metadata={',
  'name~=%25',
  'status=[%27error%27,1]',
  'created_at=gt:2026-01-01T00:00:00,zz:1',
  'bootable=maybe',
  'at=yesterday',
  'at=2026-11-21T00:00:00',
  'force=true',
  'cascade=x',
  'cascade=true&detach=true',
  'usage=True',
  'is_public=None',
  '%C3%A4=1',
  '&&==&=',
  'x=' + 'z'.repeat(5000),
].map((query) => query.replaceAll(/[{}' ]/g, encodeURIComponent));

const pathOf = (random: Random, name: string, ids: readonly string[]): string => {
  const path = name.includes('/') ? (name.split(' ')[1] ?? '/') : `/${name.split(' ')[0]}/{}/action`;
  return path.replaceAll('{}', () => (random() < 0.85 ? pick(random, ids) : pick(random, segments)));
};

const contentTypes = [...Array.from({ length: 50 }, () => 'application/json'), null, 'text/plain'];
const oddVersions = ['volume', 'volume x', '3.1', 'compute 2.1', 'volume 9.9'];

/** Mostly one at which the call exists. */
const minorOf = (random: Random, { since = '3.0' }: CallSpec): number => {
  const first = random() < 0.8 ? Number(since.split('.')[1]) : 0;
  return first + Math.floor(random() * (72 - first));
};

const hasBody = (random: Random, method: string): boolean =>
  random() < (method === 'POST' || method === 'PUT' ? 0.97 : 0.05);

/** A request to a route or action, more or less as it should be. `ids` are of things that are there. */
export const fuzzRequest = (random: Random, call: Call, ids: readonly string[]): FuzzRequest => {
  const [name, spec] = call;
  const method = name.includes('/') ? (name.split(' ')[0] ?? 'GET') : 'POST';
  const minor = minorOf(random, spec);
  const path = pathOf(random, name, ids);
  const prefix = /^\/(v3|healthcheck$|openapi$)/.test(path) ? '' : '/v3';
  const query = random() < 0.3 ? `?${pick(random, queries)}` : '';
  return {
    method,
    target: `${prefix}${path}${query}`,
    version: random() < 0.96 ? `volume 3.${minor}` : pick(random, oddVersions),
    contentType: pick(random, contentTypes),
    body: hasBody(random, method) ? bodyOf(random, call, `3.${minor}`, ids) : undefined,
  };
};
