import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type * as Database from '../../src/drivers/event-log/embedded/database.js';
import type * as Store from '../../src/drivers/event-log/embedded/event-store.js';
import { built } from '../built.js';

/** For a history that can be written again: nothing is synced until its end, and its indexes stay in memory. */
const QUICK = `
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -1048576;
  PRAGMA wal_autocheckpoint = 20000;
`;

/**
 * The file of the embedded event log of a service that does not run, through the log's own code.
 * @param quick what is appended is safe only after the file was closed and synced
 */
export const openLogFile = async (dataDirectory: string, quick = false): Promise<Store.EventStore> => {
  const { openDatabase } = await built<typeof Database>('drivers/event-log/embedded/database.js');
  const { EventStore } = await built<typeof Store>('drivers/event-log/embedded/event-store.js');
  await mkdir(join(dataDirectory, 'events'), { recursive: true });
  const database = openDatabase(logPath(dataDirectory));
  if (quick) database.exec(QUICK);
  return new EventStore(database);
};

export const logPath = (dataDirectory: string): string => join(dataDirectory, 'events', 'event-log.sqlite');
