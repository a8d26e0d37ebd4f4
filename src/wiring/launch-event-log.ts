import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { Configuration } from '../config/configuration.js';
import { launchEmbeddedEventLog, type EmbeddedEventLog } from '../drivers/event-log/embedded/launcher.js';

/** The embedded event log over `data_dir`/events; port 0 is any free one. */
export const launchEventLog = ({ data_dir }: Configuration, port = 0): Promise<EmbeddedEventLog> => {
  const logger = new Logger('EventLog');
  return launchEmbeddedEventLog({
    dataDirectory: join(data_dir, 'events'),
    port,
    log: (message) => logger.warn(message),
  });
};
