import { momentOf } from '../support/given.js';
import { readGolden, writeMissingGolden } from '../support/golden.js';
import { catalogues, fileNameOf, type Catalogue } from './catalogues.js';
import { stories } from './stories.js';

const dataOf = ({ events }: Catalogue, type: string): unknown => {
  const definition = events[type];
  if (definition === undefined) throw new Error(`${type} is in no catalogue`);
  return (readGolden('events', fileNameOf(definition)) as { data: unknown }).data;
};

const tell = (catalogue: Catalogue, types: readonly string[]): unknown =>
  types.reduce<unknown>(
    (state, type, index) =>
      catalogue.fold?.(state, { type, data: dataOf(catalogue, type), at: momentOf(index) }),
    null,
  );

const folded = catalogues.filter(({ fold }) => fold !== null);
const statesOf = (catalogue: Catalogue): unknown =>
  Object.fromEntries(
    Object.entries(stories[catalogue.category] ?? {}).map(([story, types]) => [
      story,
      tell(catalogue, types),
    ]),
  );
for (const catalogue of folded) writeMissingGolden('states', catalogue.category, () => statesOf(catalogue));

/**
 * A state is no format: one that has a new member is deleted, written again with UPDATE_GOLDEN=1 and read in the diff.
 * What old events mean must not change by it.
 */
describe('The golden events of', () => {
  it.each(folded.map((catalogue) => [catalogue.category, catalogue] as const))(
    '%s lead to the golden states',
    (category, catalogue) => {
      expect(JSON.parse(JSON.stringify(statesOf(catalogue)))).toEqual(readGolden('states', category));
    },
  );

  it.each(folded.map((catalogue) => [catalogue.category, catalogue] as const))(
    '%s are all in some story',
    (category, { events }) => {
      const told = new Set(Object.values(stories[category] ?? {}).flat());
      expect([...told].sort()).toEqual(Object.keys(events).sort());
    },
  );
});
