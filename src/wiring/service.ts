import type { Server } from 'node:tls';
import { NestFactory } from '@nestjs/core';
import { createApi } from '../api/http/server.js';
import type { Configuration } from '../config/configuration.js';
import { ownServices } from '../commands/known-services.js';
import type { CommandSettings } from '../commands/settings.js';
import { AdjustableLogger } from './adjustable-logger.js';
import { openCertificate } from './certificate.js';
import { httpSettings } from './http-settings.js';
import { launchEventLog } from './launch-event-log.js';
import { openDrivers } from './open-drivers.js';
import { hasRole } from './roles.js';
import { ServiceModule } from './service.module.js';

export interface RunningService {
  /** What it does now, for the operator: `listening on http://…`. */
  readonly doing: string;
  /** Reads again what may change while it runs: certificate and key. Never rejects; what is no use is left out and logged. */
  reload(): Promise<void>;
  /** Lets running work come to a resumable point, then closes everything. */
  stop(): Promise<void>;
}

const nothing = async (): Promise<void> => {};

/** Starts what this process's roles ask for. */
export const startAll = (configuration: Configuration): Promise<RunningService> =>
  configuration.roles.includes('eventlog') ? startEventLog(configuration) : startRoles(configuration);

const startEventLog = async (configuration: Configuration): Promise<RunningService> => {
  const log = await launchEventLog(configuration, configuration.listen.port);
  return { doing: `event log on ${log.connectionString}`, reload: nothing, stop: () => log.stop() };
};

/** What a request for log levels reaches: only an API is ever asked. */
const loggingServices = (settings: CommandSettings) => [
  { binary: 'cinder-api', host: settings.host },
  ...ownServices(settings),
];

/** Opens the drivers, starts the roles and, as an API, listens. */
const startRoles = async (configuration: Configuration): Promise<RunningService> => {
  const drivers = await openDrivers(configuration);
  const logger = new AdjustableLogger(configuration.log_level, loggingServices(drivers.ports.settings));
  const module = ServiceModule.register(configuration, drivers, logger);
  const closing: (() => Promise<void>)[] = [() => drivers.close()];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0)) await close();
  };
  try {
    if (!hasRole(configuration, 'api')) {
      const app = await NestFactory.createApplicationContext(module, { logger });
      closing.unshift(() => app.close());
      return { doing: `${configuration.roles.join(' and ')} at work`, reload: nothing, stop };
    }
    const certificate = await openCertificate(configuration);
    const tls = certificate?.current;
    const app = await createApi(module, { settings: httpSettings(configuration), logger, tls });
    closing.unshift(() => app.close());
    await app.listen(configuration.listen.port, configuration.listen.host);
    const reload =
      certificate === null ? nothing : () => certificate.reload(app.getHttpServer() as unknown as Server);
    return { doing: `listening on ${await app.getUrl()}`, reload, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
