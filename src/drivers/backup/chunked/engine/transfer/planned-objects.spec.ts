import { TOGETHER_BYTES } from '../tasks/planned-object.js';
import { groups, plannedObjects } from './planned-objects.js';

const range = (offset: number, length: number) => ({ offset, length });
const lengths = (...all: number[]) => [...groups(all.map((length, i) => range(i, length)))].map(lengthsOf);
const lengthsOf = (group: readonly { readonly length: number }[]) => group.map(({ length }) => length);

describe('objects that are stored together', () => {
  it('are as many as a task takes', () => {
    const half = TOGETHER_BYTES / 2;
    expect(lengths()).toEqual([]);
    expect(lengths(half, half, 1)).toEqual([[half, half], [1]]);
    expect(lengths(...Array.from({ length: 33 }, () => 1)).map(({ length }) => length)).toEqual([16, 16, 1]);
  });

  it('are never in the company of a big one', () => {
    const big = TOGETHER_BYTES + 1;
    expect(lengths(1, big, 1, 1, TOGETHER_BYTES, big)).toEqual([[1], [big], [1, 1], [TOGETHER_BYTES], [big]]);
  });

  it('are numbered on from one group to the next', async () => {
    const found = [[range(0, 1), range(5, TOGETHER_BYTES)], [], [range(9, 2)]];
    const planned: unknown[] = [];
    for await (const group of plannedObjects(found, 'p', 7)) planned.push(group);
    expect(planned).toEqual([
      [{ object_id: 7, object_name: 'p-00007', offset: 0, length: 1 }],
      [{ object_id: 8, object_name: 'p-00008', offset: 5, length: TOGETHER_BYTES }],
      [{ object_id: 9, object_name: 'p-00009', offset: 9, length: 2 }],
    ]);
  });
});
