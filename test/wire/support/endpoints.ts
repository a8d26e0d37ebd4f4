import type { Persona } from '../../../src/api/http/identity/policies.js';
import { specTable } from './spec-table.js';

interface EndpointRow {
  readonly id: string;
  readonly method: string;
  /** One path or several, with remarks in brackets, or `action <name>`. */
  readonly path: string;
  readonly min_mv: string;
  readonly ok: string;
  readonly policy: string;
  readonly persona: string;
  readonly note: string;
}

/** One request of the table: a row that names several paths is several of them. */
export interface Endpoint {
  readonly id: string;
  /** `GET /volumes/{}` or `volumes os-extend`: what a route or an action of ours is called here. */
  readonly name: string;
  readonly method: string;
  /** Under /v3, with `{…}` for what varies; of an action its collection's. */
  readonly path: string;
  readonly action: string | null;
  /** `-`: from the beginning. Null: the table does not say for each of several. */
  readonly since: string | null;
  /** Success code; null: there is no success. */
  readonly ok: string | null;
  /** The first rule that guards it; null as with `since`. */
  readonly policy: string | null;
  readonly persona: Persona | null;
}

const actionsOf: Readonly<Record<string, string>> = { va: 'volumes', sa: 'snapshots' };
/** Rows of any method: what they mean in requests. */
const several: Readonly<Record<string, readonly string[]>> = {
  'grp-other': [
    'POST /groups',
    'POST /groups/action',
    'GET /groups/{id}',
    'PUT /groups/{id}',
    'groups delete',
    'groups reset_status',
    'groups enable_replication',
    'groups disable_replication',
    'groups failover_replication',
    'groups list_replication_targets',
  ],
  'gs-other': [
    'POST /group_snapshots',
    'GET /group_snapshots/{id}',
    'DELETE /group_snapshots/{id}',
    'group_snapshots reset_status',
  ],
  'gt-other': [
    'POST /group_types',
    'GET /group_types/default',
    'GET /group_types/{id}',
    'PUT /group_types/{id}',
    'DELETE /group_types/{id}',
    'GET /group_types/{id}/group_specs',
    'POST /group_types/{id}/group_specs',
    'GET /group_types/{id}/group_specs/{key}',
    'PUT /group_types/{id}/group_specs/{key}',
    'DELETE /group_types/{id}/group_specs/{key}',
  ],
};

/** Whose rule is not that of the row. */
const personas: Readonly<Record<string, { readonly persona: Persona }>> = {
  'GET /groups/{id}': { persona: 'reader' },
  'groups reset_status': { persona: 'admin' },
  'GET /group_snapshots/{id}': { persona: 'reader' },
  'group_snapshots reset_status': { persona: 'admin' },
};

export const anySegment = (path: string): string => path.replace(/\{\w+\}|:\w+/g, '{}');

const personaOf = ({ persona }: EndpointRow): Persona | null =>
  persona === 'reader' || persona === 'member' || persona === 'admin' ? persona : null;

const action = (row: EndpointRow, collection: string, name: string): Endpoint => ({
  id: row.id,
  name: `${collection} ${name}`,
  method: 'POST',
  path: `/${collection}/{id}/action`,
  action: name,
  since: row.min_mv,
  ok: row.ok,
  policy: row.policy.split(' ')[0] ?? '',
  persona: personaOf(row),
});

const route = (row: EndpointRow, text: string): Endpoint => {
  const [, method = row.method, path = '', said = row.min_mv] =
    /^(?:([A-Z]+) )?(\/\S*)(?: \((\d\.\d+)\))?$/.exec(text) ?? [];
  // Told once of each pair of paths.
  const since = path.startsWith('/manageable_') ? '3.8' : said;
  return {
    id: row.id,
    name: `${method} ${anySegment(path)}`,
    method,
    path,
    action: null,
    since,
    ok: row.ok,
    policy: row.policy.split(' ')[0] ?? '',
    persona: personaOf(row),
  };
};

/** A route, or the collection and name of an action. */
const oneOf = (row: EndpointRow, text: string): Endpoint => {
  const [, collection, name] = /^(\w+) (\w+)$/.exec(text) ?? [];
  return name === undefined || collection === undefined ? route(row, text) : action(row, collection, name);
};

const expand = (row: EndpointRow): readonly Endpoint[] => {
  const own = /^(?:\/(\w+)\/\{id\}\/)?action (.+)$/.exec(row.path);
  if (own !== null) return [action(row, own[1] ?? actionsOf[row.id.split('-')[0] ?? ''] ?? '', own[2] ?? '')];
  const requests = several[row.id];
  if (requests !== undefined) {
    // Each has a version and a rule of its own, and none succeeds.
    const unsaid = { since: null, ok: null, policy: null };
    return requests.map((text) => ({ ...oneOf(row, text), ...unsaid, ...personas[text] }));
  }
  return row.path.includes('...') ? [] : row.path.split(', ').map((path) => route(row, path));
};

/** All of api-core.endpoints.json. */
export const endpoints: readonly Endpoint[] = specTable<EndpointRow[]>('endpoints').flatMap(expand);
