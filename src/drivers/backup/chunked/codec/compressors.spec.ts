import { Compressors } from './compressors.js';
import { AT_ONCE } from './pipelined.js';

describe('the compressors of a thread', () => {
  it('are made as often as they may be, then used again in the order of the calls', async () => {
    let made = 0;
    const compressors = new Compressors(() => ++made);
    for (let n = 1; n <= AT_ONCE; n++) expect(await compressors.take()).toBe(n);
    const first = compressors.take();
    const second = compressors.take();
    compressors.give(2);
    compressors.give(1);
    expect(await Promise.all([first, second])).toEqual([2, 1]);
    expect(made).toBe(AT_ONCE);
  });

  it('that could not be made leave nobody waiting for them', async () => {
    let isFull = true;
    const compressors = new Compressors(() => {
      if (isFull) throw new Error('no memory');
      return 'compressor';
    });
    for (let n = 0; n < AT_ONCE; n++) await expect(compressors.take()).rejects.toThrow('no memory');
    isFull = false;
    expect(await compressors.take()).toBe('compressor');
  });
});
