import { createHash, hash, randomBytes } from 'node:crypto';
import { md5Kernels } from '../../../../../test/support/hash-kernels.js';
import { Md5Lanes } from './md5-lanes.js';

const md5 = (data: Uint8Array): string => hash('md5', data, 'hex');

describe.each(md5Kernels)('MD5 in lanes: %s', (_name, open) => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 16_383, 16_384, 16_385, 100_000])(
    'of one message of %d bytes',
    async (length) => {
      const data = randomBytes(length);
      const message = new Md5Lanes(open()).open(2);
      await message.update(data);
      expect(await message.digest()).toBe(md5(data));
    },
  );

  it('of messages of all lengths that come in pieces, more of them than lanes', async () => {
    const lanes = new Md5Lanes(open());
    const hashed = Array.from({ length: 11 }, async (_, n) => {
      const message = lanes.open(2);
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
    const message = new Md5Lanes(open()).open(2);
    const data = Buffer.alloc(100, 7);
    await message.update(data);
    data.fill(8);
    expect(await message.digest()).toBe(md5(Buffer.alloc(100, 7)));
  });

  it('of data that lies in shared memory', async () => {
    const data = new Uint8Array(new SharedArrayBuffer(1000)).fill(7);
    const message = new Md5Lanes(open()).open(2);
    await message.update(data);
    expect(await message.digest()).toBe(md5(Buffer.alloc(1000, 7)));
  });
});

describe('messages of different lengths in lanes', () => {
  const [, open] = md5Kernels[0] as (typeof md5Kernels)[number];

  it('are hashed as far as the shortest reaches; the rest waits for what comes next', async () => {
    const lanes = new Md5Lanes(open());
    const short = lanes.open(60_000);
    const long = lanes.open(60_000);
    const [first, second, data] = [randomBytes(64 * 10), randomBytes(64 * 30), randomBytes(64 * 40)];
    let isLongDone = false;
    const longDone = Promise.resolve(long.update(data)).then(() => {
      isLongDone = true;
    });
    await short.update(first);
    expect(isLongDone).toBe(false);
    await Promise.all([short.update(second), longDone]);
    const digests = await Promise.all([short.digest(), long.digest()]);
    expect(digests).toEqual([md5(Buffer.concat([first, second])), md5(data)]);
  });

  it('do not wait for one that is closed, nor longer than they may', async () => {
    const lanes = new Md5Lanes(open());
    const [closed, silent, message] = [lanes.open(60_000), lanes.open(60_000), lanes.open(1)];
    const data = randomBytes(1000);
    const updated = Promise.resolve(message.update(data));
    closed.close();
    await updated;
    silent.close();
    expect(await message.digest()).toBe(md5(data));
  });
});
