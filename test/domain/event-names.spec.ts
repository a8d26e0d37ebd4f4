import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventMeanings } from '../../src/domain/event-meanings.js';
import { catalogues, definitions } from './catalogues.js';

/** Past participles that do not end in -ed; BackupAvailable is called so by spec/backup-workflow.md section 9. */
const participles = ['Left', 'Taken', 'Written', 'Reset', 'Set', 'Available', 'Held', 'Frozen'];

describe('The event catalogues', () => {
  it('are all known', async () => {
    const files = readdirSync('src/domain', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.events.ts'))
      .map((name) => join('../../src/domain', name).replace(/\.ts$/, '.js'));
    const exported = await Promise.all(files.map((file) => import(file) as Promise<Record<string, unknown>>));
    const found = exported.flatMap((file) =>
      Object.entries(file).flatMap(([name, value]) => (name.endsWith('Events') ? [value] : [])),
    );
    expect(new Set(found)).toEqual(new Set(catalogues.map(({ events }) => events)));
    expect(found.length).toBe(catalogues.length);
  });

  it.each(definitions.map(({ type }) => type))('name what happened: %s', (type) => {
    const last = /[A-Z][a-z]+$/.exec(type)?.[0] ?? type;
    expect(last.endsWith('ed') || participles.includes(last)).toBe(true);
  });

  it('name each event once, under its own name, with a version', () => {
    const names = definitions.map(({ type }) => type);
    expect([...new Set(names)]).toEqual(names);
    expect(catalogues.flatMap(({ events }) => Object.keys(events))).toEqual(names);
    expect(definitions.filter(({ version }) => !Number.isInteger(version) || version < 1)).toEqual([]);
  });

  it('have streams whose category ends before the first hyphen', () => {
    const categories = catalogues.map(({ category }) => category);
    expect(categories.filter((category) => category.includes('-'))).toEqual([]);
    expect(new Set(categories).size).toBe(categories.length);
  });

  it('say what each event means', () => {
    expect(Object.keys(eventMeanings).sort()).toEqual(definitions.map(({ type }) => type).sort());
  });
});
