import 'reflect-metadata';
import { ApiModule } from '../../src/api/api.module.js';
import { callSpecKey, type CallSpec, type DeclaredCall } from '../../src/api/http/routing/route-spec.js';
import { maxVersion, minVersion } from '../../src/api/http/routing/microversion.js';
import { versionsView } from '../../src/api/versions/versions.view.js';
import { Links } from '../../src/api/http/links.js';
import { freshDependencies } from './support/static-api.js';
import { specTable } from './support/spec-table.js';

interface EndpointRow {
  readonly id: string;
  readonly method: string;
  /** A path, or `action <name>`. */
  readonly path: string;
  readonly min_mv: string;
  readonly ok: string;
  readonly policy: string;
}

const anySegment = (path: string): string => path.replace(/\{\w+\}|:\w+/g, '{}');
const actionsOf: Readonly<Record<string, string>> = { va: 'volumes', sa: 'snapshots' };

const nameOf = ({ id, method, path }: EndpointRow): string => {
  const action = /^action (.+)$/.exec(path)?.[1];
  const own = /^\/(\w+)\/\{id\}\/action (.+)$/.exec(path);
  if (own !== null) return `${own[1]} ${own[2]}`;
  if (action !== undefined) return `${actionsOf[id.split('-')[0] ?? '']} ${action}`;
  return `${method} ${anySegment(path)}`;
};
const table = new Map(specTable<EndpointRow[]>('endpoints').map((row) => [nameOf(row), row]));

const calls = (ApiModule.register({ useFactory: freshDependencies }).controllers ?? [])
  .flatMap((controller) =>
    Object.getOwnPropertyNames(controller.prototype).map(
      (method) =>
        Reflect.getMetadata(callSpecKey, controller.prototype[method] as object) as DeclaredCall | undefined,
    ),
  )
  .flatMap((call): [string, CallSpec][] => {
    if (call?.action !== undefined) return [[`${call.action.on} ${call.action.name}`, call.action]];
    if (call?.route === undefined) return [];
    const { method, path } = call.route;
    const prefix = path.startsWith('/') ? '' : '/';
    return [[`${method} ${path === '' ? '/v3/' : prefix + anySegment(path)}`, call.route]];
  });

/** Told in the page about backups, or an addition of ours. */
const isElsewhere = (name: string): boolean =>
  /(^| \/?)(backups|backup-schedules)/.test(name) || name.endsWith('/events');

/** Guarded in part only, or by the token alone. */
const hasNoRule = (policy: string): boolean => /^(none|token only|limits_extension)/.test(policy);

describe('routes against the table', () => {
  it.each(calls.filter(([name]) => !isElsewhere(name)))('%s', (name, spec) => {
    const row = table.get(name);
    expect(row).toBeDefined();
    expect(String(spec.status)).toBe(row?.ok);
    expect(spec.since ?? '-').toBe(row?.min_mv);
    if (spec.policy === null) expect(hasNoRule(row?.policy ?? '')).toBe(true);
    else expect(row?.policy.split(' ')[0]).toBe(spec.policy);
  });

  it('speaks the microversions of the table', () => {
    const { min, max, updated } = specTable<{ min: string; max: string; updated: string }>('microversions');
    expect([minVersion, maxVersion]).toEqual([min, max]);
    const document = versionsView(new Links({ base: '', project: null }));
    expect(document).toMatchObject({ versions: [{ version: max, min_version: min, updated }] });
  });
});
