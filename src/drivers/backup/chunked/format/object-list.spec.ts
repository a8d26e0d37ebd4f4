import * as fc from 'fast-check';
import { checkObjectList, ObjectNameSet } from './object-list.js';

const P = 'prefix';
const setOf = (...names: string[]) => {
  const set = new ObjectNameSet(P);
  for (const name of names) set.add(name);
  return set;
};
async function* stored(...names: string[]) {
  yield* names;
}
const MISMATCH =
  'Invalid backup: restore_backup aborted, actual object list does not match object list stored in metadata.';

describe('ObjectNameSet', () => {
  it('behaves like a set of texts, whatever the form of the names', () => {
    const number = fc.integer({ min: 0, max: 300_000 });
    const names = fc.oneof(
      number.map((n) => `${P}-${String(n).padStart(5, '0')}`),
      number.map((n) => `${P}-${n}`),
      number.map((n) => `${P}-0${String(n).padStart(5, '0')}`),
      fc.constantFrom(
        '',
        P,
        `${P}-`,
        `${P}_metadata`,
        'other',
        `${P}-00001x`,
        `${P}-99999999999`,
        `${P}--0001`,
      ),
    );
    fc.assert(
      fc.property(fc.array(names, { maxLength: 60 }), (list) => {
        const [set, reference] = [new ObjectNameSet(P), new Set<string>()];
        for (const name of list) {
          expect(set.has(name)).toBe(reference.has(name));
          expect(set.add(name)).toBe(!reference.has(name));
          reference.add(name);
          expect(set.size).toBe(reference.size);
        }
      }),
    );
  });
});

describe('checkObjectList', () => {
  it('accepts the listed objects in any order, and the two JSON objects', async () => {
    const listing = stored(`${P}_metadata`, `${P}-00002`, `${P}-00001`, `${P}_sha256file`);
    await checkObjectList(setOf(`${P}-00001`, `${P}-00002`), listing);
    await checkObjectList(setOf(), stored(`${P}_metadata`));
  });

  it.each([
    ['a chunk is missing', [`${P}-00001`]],
    ['a foreign name starts with the prefix', [`${P}-00001`, `${P}-00002`, `${P}-00002.bak`]],
    ['there is another chunk', [`${P}-00001`, `${P}-00002`, `${P}-00003`]],
    ['one chunk is there under another name', [`${P}-00001`, `${P}-000002`]],
    ['a name comes twice', [`${P}-00001`, `${P}-00001`]],
    ['there is nothing', []],
  ])('refuses when %s', async (_, names) => {
    await expect(checkObjectList(setOf(`${P}-00001`, `${P}-00002`), stored(...names))).rejects.toThrow(
      MISMATCH,
    );
  });
});
