import { createHash, hash, randomBytes } from 'node:crypto';
import { md5Kernels } from '../../../../../test/support/hash-kernels.js';
import { Md5Lanes } from './md5-lanes.js';

const md5 = (data: Uint8Array): string => hash('md5', data, 'hex');

describe.each(md5Kernels)('MD5 in lanes: %s', (_name, open) => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 16_383, 16_384, 16_385, 100_000])(
    'of one message of %d bytes',
    async (length) => {
      const data = randomBytes(length);
      const message = new Md5Lanes(open()).open();
      await message.update(data);
      expect(await message.digest()).toBe(md5(data));
    },
  );

  it('of messages of all lengths that come in pieces, more of them than lanes', async () => {
    const lanes = new Md5Lanes(open());
    const hashed = Array.from({ length: 11 }, async (_, n) => {
      const message = lanes.open();
      const expected = createHash('md5');
      for (let piece = 0; piece < 5 + n; piece++) {
        const data = randomBytes((n * 7919 + piece * 104_729) % 50_000);
        await message.update(data);
        expected.update(data);
      }
      expect(await message.digest()).toBe(expected.digest('hex'));
    });
    await Promise.all(hashed);
  });

  it('of data whose memory is used for something else once it was taken', async () => {
    const message = new Md5Lanes(open()).open();
    const data = Buffer.alloc(100, 7);
    await message.update(data);
    data.fill(8);
    expect(await message.digest()).toBe(md5(Buffer.alloc(100, 7)));
  });

  it('of data that lies in shared memory', async () => {
    const data = new Uint8Array(new SharedArrayBuffer(1000)).fill(7);
    const message = new Md5Lanes(open()).open();
    await message.update(data);
    expect(await message.digest()).toBe(md5(Buffer.alloc(1000, 7)));
  });
});
