import { isDeepStrictEqual } from 'node:util';
import { goldenNames, readGolden, writeMissingGolden } from '../support/golden.js';
import { definitions, fileNameOf, type Definition } from './catalogues.js';

const nameOf = (event: Pick<Definition, 'type' | 'version'>): string => `${fileNameOf(event)}.schema`;
for (const definition of definitions) {
  writeMissingGolden('schemas', nameOf(definition), () => definition.schema.json);
}

describe('The schema of an event', () => {
  it.each(definitions.map((definition) => [nameOf(definition), definition] as const))(
    'is never changed: %s',
    (name, { type, version, schema }) => {
      const now: unknown = JSON.parse(JSON.stringify(schema.json));
      if (isDeepStrictEqual(now, readGolden('schemas', name))) return;
      throw new Error(
        `${type} v${version} is not what it was when test/golden/schemas/${name}.json was written. Events of that ` +
          `version lie in logs that nobody rewrites. Give the new shape version ${version + 1}, add an upcaster from ` +
          `version ${version}, and let UPDATE_GOLDEN=1 write ${fileNameOf({ type, version: version + 1 })}.`,
      );
    },
  );

  it('is kept for every version there ever was, of events that are still in a catalogue', () => {
    const every = definitions.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, index) => nameOf({ type, version: index + 1 })),
    );
    expect(goldenNames('schemas')).toEqual(every.sort());
  });
});
