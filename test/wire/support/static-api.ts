import { CommandBus, CqrsModule, QueryBus } from '@nestjs/cqrs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { ApiModule, type ApiDependencies } from '../../../src/api/api.module.js';
import { createApi } from '../../../src/api/http/server.js';
import { defaultHttpSettings } from '../../../src/api/http/settings.js';
import type { QuotaUsage } from '../../../src/api/quota-sets/quota-reader.js';
import { noGroupTypes } from '../../../src/domain/group-types/group-types.state.js';
import { initialCatalogue } from '../../../src/domain/type-catalogue/initial-catalogue.js';
import { LocalServices } from './local-services.js';
import { NoauthIdentity } from '../../../src/drivers/identity/noauth.js';

const limits: Record<string, number> = {
  volumes: 10,
  per_volume_gigabytes: -1,
  snapshots: 10,
  gigabytes: 1000,
  backups: 10,
  backup_gigabytes: 1000,
  volumes___DEFAULT__: -1,
  gigabytes___DEFAULT__: -1,
  snapshots___DEFAULT__: -1,
  groups: 10,
};
const unused = Object.fromEntries(
  Object.entries(limits).map(([key, limit]): [string, QuotaUsage] => [
    key,
    { limit, in_use: 0, reserved: 0 },
  ]),
);

/** A service in the state of the recorded one before anything was created. */
export const freshDependencies = (): ApiDependencies => ({
  settings: defaultHttpSettings,
  authenticator: new NoauthIdentity(),
  health: { ready: async () => true },
  quotas: { usage: async () => unused, defaults: async () => limits, ofClass: async () => limits },
  services: new LocalServices({
    host: 'one',
    backends: ['rbd'],
    zone: 'nova',
    now: () => '2026-11-21T03:01:06.123456',
  }),
  pools: {
    pools: async () => [{ name: 'one@rbd#rbd', capabilities: { volume_backend_name: 'rbd' } }],
  },
  logLevels: { services: [{ binary: 'cinder-api', host: 'one' }], levels: () => ({}), set: () => undefined },
  groupTypes: { configuredDefault: null, catalogue: async () => noGroupTypes },
  types: {
    configuredDefault: '__DEFAULT__',
    catalogue: async () => initialCatalogue('b32a7c10-a5de-4f6e-9cdd-57618ba4d482', '__DEFAULT__'),
  },
});

export interface RunningApi {
  readonly port: number;
  close(): Promise<void>;
}

/** What commands and queries are answered, where nothing behind the API is there. */
export interface Behind {
  command(command: object): unknown;
  query(query: object): unknown;
}

/** Serves the parts of the API that need no stored state, on a free port of loopback. */
export const startApi = async (
  changes: Partial<ApiDependencies> = {},
  controllers: (new (...args: never[]) => object)[] = [],
  behind?: Behind,
): Promise<RunningApi> => {
  const dependencies = { ...freshDependencies(), ...changes };
  const module = ApiModule.register({
    imports: [CqrsModule.forRoot()],
    useFactory: () => dependencies,
  });
  const app = await createApi(
    { ...module, controllers: [...(module.controllers ?? []), ...controllers] },
    { settings: dependencies.settings, logger: false },
  );
  if (behind !== undefined) {
    app.get(CommandBus).execute = async (command: object) => behind.command(command) as never;
    app.get(QueryBus).execute = async (query: object) => behind.query(query) as never;
  }
  await app.listen(0, '127.0.0.1');
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  return { port, close: () => app.close() };
};
