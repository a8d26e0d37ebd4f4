import 'reflect-metadata';
import { ApiModule } from '../../../src/api/api.module.js';
import { callSpecKey, type CallSpec, type DeclaredCall } from '../../../src/api/http/routing/route-spec.js';
import { anySegment } from './endpoints.js';
import { freshDependencies } from './static-api.js';

/** Every route and action of the controllers, by `GET /volumes/{}` or `volumes os-extend`. */
export const declaredCalls = (): ReadonlyMap<string, CallSpec> => {
  const { controllers = [] } = ApiModule.register({ useFactory: freshDependencies });
  const calls = controllers.flatMap((controller) =>
    Object.getOwnPropertyNames(controller.prototype).map(
      (method) =>
        Reflect.getMetadata(callSpecKey, controller.prototype[method] as object) as DeclaredCall | undefined,
    ),
  );
  return new Map(
    calls.flatMap((call): [string, CallSpec][] => {
      if (call?.action !== undefined) return [[`${call.action.on} ${call.action.name}`, call.action]];
      return (call?.routes ?? []).map((route) => {
        const { method, path } = route;
        const prefix = path.startsWith('/') ? '' : '/';
        return [`${method} ${path === '' ? '/v3/' : prefix + anySegment(path)}`, route];
      });
    }),
  );
};
