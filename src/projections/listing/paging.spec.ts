import * as fc from 'fast-check';
import { event, History, volumeRequested } from '../../../test/support/read-model-history.js';
import { openTestReadModel, type TestReadModel } from '../../../test/support/read-model.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import { volumesListing } from '../volumes/volumes.listing.js';
import { listLive } from './list-live.js';
import type { SortKey } from './list-query.js';

const columns = {
  display_name: ({ display_name }: VolumeState) => display_name ?? '',
  size: ({ size }: VolumeState) => size,
  status: ({ status }: VolumeState) => status,
  updated_at: ({ updated_at }: VolumeState) => updated_at ?? '',
  bootable: ({ bootable }: VolumeState) => Number(bootable),
  created_at: ({ created_at }: VolumeState) => created_at,
  id: ({ id }: VolumeState) => id,
} as const;
type ColumnName = keyof typeof columns;
const names = Object.keys(columns) as ColumnName[];

/** The order as spec/api-core.md 1.10 words it, over plain objects. */
const inOrder = (rows: readonly VolumeState[], sort: readonly (SortKey & { key: ColumnName })[]) => {
  const dir = sort[0]?.dir ?? 'desc';
  const keys = [...sort, { key: 'created_at', dir } as const, { key: 'id', dir } as const];
  return [...rows].sort((a, b) => {
    for (const { key, dir: own } of keys) {
      const [x, y] = [columns[key](a), columns[key](b)];
      if (x !== y) return x < y === (own === 'asc') ? -1 : 1;
    }
    return 0;
  });
};

describe('a list read page by page', () => {
  let test: TestReadModel;
  let rows: readonly VolumeState[];

  beforeAll(() => {
    test = openTestReadModel();
    const history = new History();
    for (let i = 0; i < 60; i++) {
      const id = String((i * 37) % 60).padStart(2, '0');
      const display_name = i % 3 === 0 ? null : `n${i % 4}`;
      history.add(`volume-${id}`, volumeRequested(id, { size: i % 5, display_name, bootable: i % 2 === 0 }));
      if (i % 4 !== 0) {
        history.add(`volume-${id}`, event('VolumeCreated', { host: 'h', status: 'available' }));
      }
    }
    // Many were created in the same moment, so the tie-breakers have work to do.
    const sameMoments = history.events.map((recorded, i) => ({
      ...recorded,
      created: new Date(History.begin + Math.floor(i / 9) * 1000),
    }));
    test.projector.apply(sameMoments);
    rows = test.model
      .all('SELECT state FROM volumes')
      .map(({ state }): VolumeState => JSON.parse(String(state)));
  });
  afterAll(() => test.close());

  const sortKeys = fc.uniqueArray(
    fc.record({ key: fc.constantFrom(...names), dir: fc.constantFrom('asc' as const, 'desc' as const) }),
    { maxLength: 3, selector: ({ key }) => key },
  );

  it('shows every row once and in order, whatever it is sorted by', () => {
    fc.assert(
      fc.property(sortKeys, fc.integer({ min: 1, max: 25 }), (sort, limit) => {
        const seen: string[] = [];
        for (let marker: string | null = null; ; marker = seen.at(-1) ?? null) {
          const page = listLive<VolumeState>(test.model, volumesListing, 'p1', {
            limit,
            marker,
            offset: 0,
            sort,
            filters: [],
            withCount: false,
          });
          if (page.kind !== 'page') throw new Error(page.kind);
          if (page.items.length === 0) break;
          seen.push(...page.items.map(({ id }) => id));
        }
        expect(seen).toEqual(inOrder(rows, sort).map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });
});
