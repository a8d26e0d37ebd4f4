import 'reflect-metadata';
import { ApiModule, type ApiDependencies } from '../../src/api/api.module.js';
import { callSpecKey, isOpen, type DeclaredCall } from '../../src/api/http/routing/route-spec.js';
import { specTable } from '../wire/support/spec-table.js';

/** One thing that can be asked of the API. */
export interface ApiCall {
  readonly method: string;
  /** Under /v3, parameters in braces: `/volumes/{id}/metadata/{key}`. */
  readonly path: string;
  /** The one key of the body of an action. */
  readonly action?: string;
}

/** Such as `GET /volumes/{id}` or `POST /volumes/{id}/action os-extend`. */
export const callName = ({ method, path, action }: ApiCall): string =>
  [method, path, action].filter((part) => part !== undefined).join(' ');

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
        return [{ method: 'POST', path: `/${call.action.on}/{id}/action`, action: call.action.name }];
      }
      const closed = (call?.routes ?? []).filter((route) => !isOpen(route));
      return closed.map(({ method, path }) => ({ method, path: `/${path.replace(/:(\w+)/g, '{$1}')}` }));
    });

interface EndpointRow {
  readonly id: string;
  readonly method: string;
  /** A path, several with commas, or `action <name>`, `<path> <name>` of an action. */
  readonly path: string;
}

const actionsOf: Readonly<Record<string, string>> = { va: 'volumes', sa: 'snapshots' };

const listed = (): readonly ApiCall[] =>
  specTable<EndpointRow[]>('endpoints')
    .filter(({ method, path }) => method !== '*' && !['/', '/v3', '/v3/', '/healthcheck'].includes(path))
    .flatMap(({ id, method, path }) => {
      const action = /^action (.+)$/.exec(path)?.[1];
      const owner = actionsOf[id.split('-')[0] ?? ''];
      if (action !== undefined) return [{ method, path: `/${owner}/{id}/action`, action }];
      return path.split(', ').map((one): ApiCall => {
        const [own = '', name] = one.replace(/ \(\d\.\d+\)$/, '').split(' ');
        return name === undefined ? { method, path: own } : { method, path: own, action: name };
      });
    });

/** As its name, whatever the parameters are called: `GET /volumes/{}`. */
export const formOf = (call: ApiCall): string => callName(call).replace(/\{\w+\}/g, '{}');

/** Everything that this service serves or Cinder has: the controllers' routes and the table of endpoints, each once. */
export const apiCalls = (): readonly ApiCall[] => {
  const byForm = new Map([...listed(), ...declared()].map((call) => [formOf(call), call]));
  return [...byForm.values()];
};
