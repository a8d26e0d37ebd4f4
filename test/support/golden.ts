import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What was written once and must be readable for ever. */
export type GoldenKind = 'events' | 'schemas' | 'states';

const directory = (kind: GoldenKind): string => join('test', 'golden', kind);

/** Names of the files without `.json`. */
export const goldenNames = (kind: GoldenKind): string[] =>
  readdirSync(directory(kind))
    .map((name) => name.replace(/\.json$/, ''))
    .sort();

export const readGolden = (kind: GoldenKind, name: string): unknown =>
  JSON.parse(readFileSync(join(directory(kind), `${name}.json`), 'utf8'));

/**
 * With `UPDATE_GOLDEN=1` a file that is missing is written, to be looked over and committed. One that is there is never
 * touched: events like it lie in people's logs.
 */
export const writeMissingGolden = (kind: GoldenKind, name: string, value: () => unknown): void => {
  if (!process.env['UPDATE_GOLDEN'] || goldenNames(kind).includes(name)) return;
  writeFileSync(join(directory(kind), `${name}.json`), `${JSON.stringify(value(), null, 2)}\n`, {
    flag: 'wx',
  });
};
