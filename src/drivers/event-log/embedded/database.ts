import { DatabaseSync } from 'node:sqlite';

/** Another process holds the exclusive lock on the file. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
}

/** "EMBL" as a number, so that `file(1)` and we can tell this file from any other SQLite file. */
const APPLICATION_ID = 0x45_4d_42_4c;
const SCHEMA_VERSION = 1;
const SQLITE_BUSY = 5;

/**
 * `events.position` is the place in the global order. `events_by_category` lets a subscription to a few categories
 * skip everything else. `streams` caches what `$metadata` says, so that a read need not look for it.
 */
const SCHEMA = `
  CREATE TABLE categories (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    category INTEGER NOT NULL REFERENCES categories (id),
    last_revision INTEGER NOT NULL DEFAULT -1,
    tombstoned INTEGER NOT NULL DEFAULT 0,
    max_count INTEGER,
    max_age_s REAL,
    truncate_before INTEGER
  ) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    category INTEGER NOT NULL,
    stream INTEGER NOT NULL REFERENCES streams (id),
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    json INTEGER NOT NULL,
    created_us INTEGER NOT NULL,
    data BLOB NOT NULL,
    metadata BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  CREATE INDEX events_by_category ON events (category, position);
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens (or creates) the file and takes the exclusive lock that keeps a second server out for as long as this one
 * lives. Every commit is synced to the disk before it returns (WAL, synchronous=FULL).
 * @throws DatabaseInUse when another process has it open
 */
export const openDatabase = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: false });
  try {
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA cache_size = -32768;
      PRAGMA journal_size_limit = 67108864;
    `);
    database.exec('BEGIN EXCLUSIVE');
    createOrCheck(database, file);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database.close();
    if (sqliteCode(error) === SQLITE_BUSY) throw new DatabaseInUse(`${file} is in use`, { cause: error });
    throw error;
  }
};

const createOrCheck = (database: DatabaseSync, file: string): void => {
  const found = {
    application: pragma(database, 'application_id'),
    version: pragma(database, 'user_version'),
    schema: pragma(database, 'schema_version'),
  };
  if (found.schema === 0) {
    database.exec(SCHEMA);
    return;
  }
  if (found.application !== APPLICATION_ID) throw new Error(`${file} is not an Emberlog event log`);
  if (found.version !== SCHEMA_VERSION) {
    throw new Error(
      `${file} has event log format ${found.version}; this Emberlog knows format ${SCHEMA_VERSION}`,
    );
  }
};

const pragma = (database: DatabaseSync, name: string): unknown =>
  Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

/** The primary SQLite result code of an error (`SQLITE_FULL` = 13, …), undefined for errors of another kind. */
export const sqliteCode = (error: unknown): number | undefined => {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
};
