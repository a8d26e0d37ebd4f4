import { randomUUID } from 'node:crypto';
import { project } from '../../test/support/e2e-client.js';
import type { EventTemplate, Names } from './recorded-life.js';

/** Backups of one project, so many of each volume. Answers them in the order of their creation, as they are asked for. */
export function* backupsOfOneProject(count: number, perVolume: number): Generator<Names> {
  let volume = '';
  for (let number = 0; number < count; number++) {
    if (number % perVolume === 0) volume = randomUUID();
    yield { backup: randomUUID(), volume, project, name: nameOf(number) };
  }
}

/** Names whose order is not that of their creation. */
const nameOf = (number: number): string => `backup-${String((number * 7_919) % 10_000_019).padStart(8, '0')}`;

/** The events that a row of a list needs. */
const shown = new Set(['BackupRequested', 'BackupStarted', 'BackupAvailable']);
export const shortened = (life: readonly EventTemplate[]): readonly EventTemplate[] =>
  life.filter(({ type }) => shown.has(type));

/** Whole lives of one volume and one backup, a hundred in each project, until there are as many events as wanted. */
export function* wholeLives(events: number, eventsOfOne: number): Generator<Names> {
  const perProject = 100;
  let of = '';
  for (let number = 0; number * eventsOfOne < events; number++) {
    if (number % perProject === 0) of = randomUUID().replaceAll('-', '');
    yield { backup: randomUUID(), volume: randomUUID(), project: of, name: nameOf(number) };
  }
}
