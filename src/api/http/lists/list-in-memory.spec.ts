import type { ListQuery } from '../../../projections/listing/list-query.js';
import { listInMemory } from './list-in-memory.js';

const rows = [
  { id: '1', name: 'b', public: true, created_at: '2026-01-01' },
  { id: '2', name: 'a', public: false, created_at: '2026-01-02' },
  { id: '3', name: 'B', public: true, created_at: '2026-01-02' },
  { id: '4', name: 'a', public: true, created_at: '2026-01-03' },
];
type Row = (typeof rows)[number];
const columns = {
  id: ({ id }: Row) => id,
  name: ({ name }: Row) => name,
  public: (row: Row) => row.public,
  created_at: ({ created_at }: Row) => created_at,
};

const plain: ListQuery = {
  limit: null,
  marker: null,
  offset: 0,
  sort: [{ key: 'created_at', dir: 'desc' }],
  filters: [],
  withCount: false,
};
const list = (query: Partial<ListQuery> = {}) => listInMemory({ rows, columns }, { ...plain, ...query });
const ids = (query: Partial<ListQuery> = {}): string => {
  const found = list(query);
  return found.kind === 'page' ? found.items.map(({ id }) => id).join('') : found.kind;
};

describe('a list in memory', () => {
  it('is sorted, newest first, and by age where rows are equal', () => {
    expect(ids()).toBe('4321');
    expect(ids({ sort: [{ key: 'created_at', dir: 'asc' }] })).toBe('1234');
    expect(ids({ sort: [{ key: 'name', dir: 'asc' }] })).toBe('3241');
    expect(ids({ sort: [{ key: 'name', dir: 'desc' }] })).toBe('1423');
    const both = [
      { key: 'public', dir: 'asc' },
      { key: 'name', dir: 'desc' },
    ] as const;
    expect(ids({ sort: both })).toBe('2143');
  });

  it('goes on behind its marker, also behind one that does not match', () => {
    expect(ids({ marker: '3' })).toBe('21');
    expect(ids({ marker: '3', offset: 1 })).toBe('1');
    expect(ids({ marker: '2', filters: [{ kind: 'equals', key: 'public', value: true }] })).toBe('1');
    expect(ids({ marker: 'x' })).toBe('markerNotFound');
    expect(ids({ limit: 2 })).toBe('43');
    expect(ids({ limit: 0 })).toBe('');
  });

  it('matches values as texts, parts of them, and nothing by a column that is none', () => {
    expect(ids({ filters: [{ kind: 'equals', key: 'name', value: 'a' }] })).toBe('42');
    expect(ids({ filters: [{ kind: 'equals', key: 'public', value: 'false' }] })).toBe('2');
    expect(ids({ filters: [{ kind: 'contains', key: 'name', text: 'b' }] })).toBe('31');
    expect(ids({ filters: [{ kind: 'equals', key: 'toString', value: 'a' }] })).toBe('');
    expect(ids({ filters: [{ kind: 'metadata', key: 'specs', entries: {} }] })).toBe('');
    expect(ids({ empty: true })).toBe('');
    expect(ids({ sort: [{ key: 'nothing', dir: 'asc' }] })).toBe('invalidSortKey');
  });
});
