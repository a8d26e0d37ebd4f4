import type { MetadataObject } from '../../format/metadata.js';
import { LayerObjects } from './layer-objects.js';

const object = (changes: Partial<MetadataObject> = {}): MetadataObject => ({
  object_name: 'p-00001',
  offset: 0,
  length: 10,
  compression: 'zlib',
  md5: '0123456789abcdef0123456789abcdef',
  ...changes,
});

describe('LayerObjects', () => {
  const of = (...objects: MetadataObject[]) => {
    const layer = new LayerObjects('p');
    for (const one of objects) layer.push(one);
    return layer;
  };

  it('gives back what it was given, however odd', () => {
    const objects = [
      object(),
      object({ object_name: 'p-123456', offset: 2 ** 50, length: 2 ** 45, compression: 'none' }),
      object({ object_name: 'p-000001' }),
      object({ object_name: 'elsewhere' }),
      object({ object_name: 'p-1' }),
      object({ length: null, md5: null, compression: 'bzip2' }),
      object({ length: 0 }),
    ];
    const layer = of(...objects);
    expect([...layer.from(0)]).toEqual(objects);
    expect([...layer.from(5)]).toEqual(objects.slice(5));
    expect(layer.bytes).toBe(2 ** 45 + 40);
  });

  it('grows', () => {
    const objects = Array.from({ length: 5000 }, (_, i) =>
      object({ object_name: `p-${String(i + 1).padStart(5, '0')}`, offset: i * 10 }),
    );
    const layer = of(...objects);
    expect([...layer.from(0)]).toEqual(objects);
    expect(layer.areApart()).toBe(true);
  });

  it('knows whether objects touch', () => {
    expect(of(object({ offset: 20 }), object({ offset: 0 }), object({ offset: 10 })).areApart()).toBe(true);
    expect(of(object({ offset: 9 }), object({ offset: 0 })).areApart()).toBe(false);
    expect(of(object({ length: null })).areApart()).toBe(false);
    expect(of().areApart()).toBe(true);
  });

  it('is cut where an object begins before the end of the one before it', () => {
    const at = (...offsets: number[]) => of(...offsets.map((offset) => object({ offset }))).partEnds();
    expect(at(20, 0, 10)).toEqual([3]);
    expect(at(0, 10, 20, 5, 15)).toEqual([3, 5]);
    expect(at(5, 15, 0, 10, 20)).toEqual([2, 5]);
    expect(at(0, 0, 0)).toEqual([1, 2, 3]);
    expect(of().partEnds()).toEqual([0]);
    expect(of(object({ length: null }), object({ offset: 50 })).partEnds()).toEqual([1, 2]);
  });

  it('knows the greatest number of its names', () => {
    expect(
      of(object({ object_name: 'p-00007' }), object(), object({ object_name: 'p-x' })).highestNumber,
    ).toBe(7);
    expect(of().highestNumber).toBe(0);
  });
});
