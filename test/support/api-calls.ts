import 'reflect-metadata';
import { ApiModule, type ApiDependencies } from '../../src/api/api.module.js';
import {
  callSpecKey,
  isOpen,
  type CallSpec,
  type DeclaredCall,
} from '../../src/api/http/routing/route-spec.js';
import { policyRules, type Persona } from '../../src/api/http/identity/policies.js';
import { specTable } from '../wire/support/spec-table.js';

/** One thing that can be asked of the API. */
export interface ApiCall {
  readonly method: string;
  /** Under /v3, parameters in braces: `/volumes/{id}/metadata/{key}`. */
  readonly path: string;
  /** The one key of the body of an action. */
  readonly action?: string;
  /** Who may, at least; `-` for everybody with a token. */
  readonly persona: Persona | '-';
  /** The first microversion that has it. */
  readonly since: string | null;
  /** Whether this service has it. */
  readonly served: boolean;
}

/** Such as `GET /volumes/{id}` or `POST /volumes/{id}/action os-extend`. */
export const callName = ({ method, path, action }: ApiCall): string =>
  [method, path, action].filter((part) => part !== undefined).join(' ');

const personaOf = ({ policy }: CallSpec): Persona | '-' =>
  (Object.keys(policyRules) as Persona[]).find((persona) =>
    (policyRules[persona] as readonly (string | null)[]).includes(policy),
  ) ?? '-';
const factsOf = (spec: CallSpec): Pick<ApiCall, 'persona' | 'since' | 'served'> => ({
  persona: personaOf(spec),
  since: spec.since ?? null,
  served: true,
});

const declared = (): readonly ApiCall[] =>
  (ApiModule.register({ useFactory: () => ({}) as ApiDependencies }).controllers ?? [])
    .flatMap((controller) => {
      const prototype = controller.prototype as Record<string, object>;
      return Object.getOwnPropertyNames(prototype).map(
        (name) => Reflect.getMetadata(callSpecKey, prototype[name] ?? {}) as DeclaredCall | undefined,
      );
    })
    .flatMap((call): ApiCall[] => {
      if (call?.action !== undefined) {
        const { on, name } = call.action;
        return [{ method: 'POST', path: `/${on}/{id}/action`, action: name, ...factsOf(call.action) }];
      }
      if (call?.route === undefined || isOpen(call.route)) return [];
      const path = `/${call.route.path.replace(/:(\w+)/g, '{$1}')}`;
      return [{ method: call.route.method, path, ...factsOf(call.route) }];
    });

interface EndpointRow {
  readonly id: string;
  readonly method: string;
  /** A path, several with commas, or `action <name>`, `<path> <name>` of an action. */
  readonly path: string;
  /** `-` where there is none. */
  readonly min_mv: string;
  readonly persona: Persona | '-';
}

const actionsOf: Readonly<Record<string, string>> = { va: 'volumes', sa: 'snapshots' };

const listed = (): readonly ApiCall[] =>
  specTable<EndpointRow[]>('endpoints')
    .filter(({ method, path }) => method !== '*' && !['/', '/v3', '/v3/', '/healthcheck'].includes(path))
    .flatMap(({ id, method, path, min_mv, persona }) => {
      const action = /^action (.+)$/.exec(path)?.[1];
      const owner = actionsOf[id.split('-')[0] ?? ''];
      const facts = { method, persona, served: false };
      const since = min_mv === '-' ? null : min_mv;
      if (action !== undefined) return [{ ...facts, path: `/${owner}/{id}/action`, action, since }];
      return path.split(', ').map((one): ApiCall => {
        // A version behind one of several paths is that one's own.
        const own = / \((\d\.\d+)\)$/.exec(one);
        const [first = '', name] = one.replace(own?.[0] ?? '', '').split(' ');
        const call = { ...facts, path: first, since: own?.[1] ?? since };
        return name === undefined ? call : { ...call, action: name };
      });
    });

/** As its name, whatever the parameters are called: `GET /volumes/{}`. */
export const formOf = (call: ApiCall): string => callName(call).replace(/\{\w+\}/g, '{}');

/**
 * Everything that this service serves or Cinder has: the controllers' routes and the table of endpoints, each once. What the table
 * says of persona and version wins.
 */
export const apiCalls = (): readonly ApiCall[] => {
  const byForm = new Map(listed().map((call) => [formOf(call), call]));
  for (const own of declared()) {
    const { persona, since } = byForm.get(formOf(own)) ?? own;
    // A rule that only hides a part of the answer guards nothing; test/wire/route-table.spec.ts knows which may be so.
    byForm.set(formOf(own), { ...own, persona: own.persona === '-' ? '-' : persona, since });
  }
  return [...byForm.values()];
};
