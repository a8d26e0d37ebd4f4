import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type * as Database from '../../src/drivers/event-log/embedded/database.js';
import type * as Store from '../../src/drivers/event-log/embedded/event-store.js';
import { built } from '../built.js';

/** The file of the embedded event log of a service that does not run, through the log's own code. */
export const openLogFile = async (dataDirectory: string): Promise<Store.EventStore> => {
  const { openDatabase } = await built<typeof Database>('drivers/event-log/embedded/database.js');
  const { EventStore } = await built<typeof Store>('drivers/event-log/embedded/event-store.js');
  await mkdir(join(dataDirectory, 'events'), { recursive: true });
  return new EventStore(openDatabase(logPath(dataDirectory)));
};

export const logPath = (dataDirectory: string): string => join(dataDirectory, 'events', 'event-log.sqlite');
