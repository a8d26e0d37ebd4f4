import { TOGETHER_BYTES } from '../groups.js';
import { plannedObjects } from './planned-objects.js';

const range = (offset: number, length: number) => ({ offset, length });
describe('objects that are stored together', () => {
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
