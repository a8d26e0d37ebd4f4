import type { LogLevel } from '@nestjs/common';
import { createApi } from '../api/http/server.js';
import type { Configuration } from '../config/configuration.js';
import { httpSettings } from './http-settings.js';
import { openDrivers } from './open-drivers.js';
import { ServiceModule } from './service.module.js';

export interface RunningService {
  /** Base URL of the API. */
  readonly url: string;
  /** Lets running work come to a resumable point, then closes everything. */
  stop(): Promise<void>;
}

/** Nest's words for the levels of the configuration, the least important first. */
const logLevels: readonly LogLevel[] = ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'];
const firstLevel = { trace: 0, debug: 1, info: 2, warn: 3, error: 4, fatal: 5, silent: 6 } as const;

/** Opens the drivers, starts every role in this process and listens. */
export const startAll = async (configuration: Configuration): Promise<RunningService> => {
  const drivers = await openDrivers(configuration);
  const app = await createApi(ServiceModule.register(configuration, drivers), {
    settings: httpSettings(configuration),
    logger: logLevels.slice(firstLevel[configuration.log_level]),
  });
  const stop = async (): Promise<void> => {
    await app.close();
    await drivers.close();
  };
  try {
    await app.listen(configuration.listen.port, configuration.listen.host);
    return { url: await app.getUrl(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
