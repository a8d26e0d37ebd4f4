import { LayerObjects } from '../restore/layer-objects.js';
import { overwrittenIn } from './overwritten.js';

const listOf = (...ranges: readonly (readonly [offset: number, length: number])[]): LayerObjects => {
  const objects = new LayerObjects('p');
  for (const [offset, length] of ranges) {
    objects.push({ object_name: 'p-00001', offset, length, compression: 'none', md5: null });
  }
  return objects;
};
const overwritten = (objects: LayerObjects): number[] => {
  const is = overwrittenIn(objects);
  return Array.from({ length: objects.count }, (_, index) => index).filter(is);
};

describe('Overwritten objects', () => {
  it('are none in a list whose objects touch no common bytes', () => {
    expect(overwritten(listOf([0, 10], [10, 10], [20, 5]))).toEqual([]);
    expect(overwritten(listOf([20, 5], [0, 10]))).toEqual([]);
    expect(overwritten(listOf())).toEqual([]);
  });

  it('are those that a later part touches, wherever', () => {
    expect(overwritten(listOf([0, 10], [10, 10], [20, 10], [10, 10]))).toEqual([1]);
    expect(overwritten(listOf([0, 10], [10, 10], [20, 10], [9, 2]))).toEqual([0, 1]);
    expect(overwritten(listOf([0, 30], [5, 1], [20, 1], [5, 1]))).toEqual([0, 1]);
    expect(overwritten(listOf([0, 10], [20, 10], [10, 10], [30, 5]))).toEqual([]);
  });
});
