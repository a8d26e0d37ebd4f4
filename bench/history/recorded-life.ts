import { join } from 'node:path';
import { truncate } from 'node:fs/promises';
import { ApiClient } from '../../test/support/e2e-client.js';
import { Cloud } from '../../test/support/e2e-cloud.js';
import type { StoredEvent } from '../../src/drivers/event-log/embedded/stored-event.js';
import { Service } from '../service.js';
import { openLogFile } from './log-file.js';

/** What is different in each life. */
export interface Names {
  readonly backup: string;
  readonly volume: string;
  readonly project: string;
  readonly name: string;
}

/** An event with places for the names. */
export interface EventTemplate {
  readonly type: string;
  readonly stream: Template;
  readonly data: Template;
  readonly metadata: Template;
}

export type Template = (names: Names) => string;

const NAME = 'the name of the backup';
const categories = ['quota', 'volume', 'backup', 'backupData'];

/** The text with other names in the places of those that were recorded. */
const templateOf = (text: string, recorded: Names): Template => {
  const keys = ['backup', 'volume', 'project', 'name'] as const;
  const places = new RegExp(`(${keys.map((key) => recorded[key]).join('|')})`);
  const parts = text
    .split(places)
    .map((part): string | keyof Names => keys.find((key) => recorded[key] === part) ?? part);
  const isKey = new Set<string>(keys);
  return (names) => {
    let result = '';
    for (const part of parts) result += isKey.has(part) ? names[part as keyof Names] : part;
    return result;
  };
};

/**
 * All events of a volume and one backup of it, as the service itself writes them: a small one is made, and its log is
 * read. So a history that is made of many such lives is always one that the service could have written.
 */
export const recordLife = async (directory: string): Promise<readonly EventTemplate[]> => {
  const dataDirectory = join(directory, 'recorded-life');
  const options = { backup_compression_algorithm: 'none' };
  const service = await Service.start({ dataDirectory, options, profile: null });
  try {
    const cloud = new Cloud(new ApiClient(service));
    const volume = await cloud.volume();
    await truncate(service.volumePath(volume.id), 2 ** 20);
    const backup = await cloud.backup(volume.id, { name: NAME });
    await service.stop();
    const names = { backup: backup.id, volume: volume.id, project: cloud.api.projectId, name: NAME };
    return templatesIn(await eventsOf(dataDirectory), names);
  } finally {
    await service.remove();
  }
};

const eventsOf = async (dataDirectory: string): Promise<readonly StoredEvent[]> => {
  const log = await openLogFile(dataDirectory);
  try {
    return log.pageOfAll(-1, false, 1000);
  } finally {
    log.close();
  }
};

const templatesIn = (events: readonly StoredEvent[], names: Names): readonly EventTemplate[] =>
  events
    .filter(({ stream }) => categories.includes(stream.slice(0, stream.indexOf('-'))))
    .map(({ type, stream, data, metadata }) => ({
      type,
      stream: templateOf(stream, names),
      data: templateOf(Buffer.from(data).toString(), names),
      metadata: templateOf(Buffer.from(metadata).toString(), names),
    }));
