import { createHash } from 'node:crypto';
import { openMd5, openMd5Beside } from './open-md5.js';

const LONG = 200 * 1024 * 1024;
const shared = new Uint8Array(new SharedArrayBuffer(2 ** 20)).fill(7);

/** The digest of so many times the same part, of which as many are under way as may be. */
const digestOf = async (md5: ReturnType<typeof openMd5>, parts: number): Promise<string> => {
  const underWay: Promise<void>[] = [];
  for (let part = 0; part < parts; part++) {
    while (underWay.length >= md5.ahead) await underWay.shift();
    underWay.push(Promise.resolve(md5.update(shared.subarray(part))));
  }
  await Promise.all(underWay);
  const digest = await md5.digest();
  md5.close();
  return digest;
};

const expected = (parts: number): string => {
  const md5 = createHash('md5');
  for (let part = 0; part < parts; part++) md5.update(shared.subarray(part));
  return md5.digest('hex');
};

describe('an MD5', () => {
  it('of one message is that of the message, however long it will be and whoever asks', async () => {
    for (const open of [openMd5, openMd5Beside]) {
      for (const length of [1, LONG]) expect(await digestOf(open(length), 5)).toBe(expected(5));
    }
    expect(await digestOf(openMd5(null), 5)).toBe(expected(5));
  });

  it('is that of the data as they were, for who changes them as soon as he may', async () => {
    for (const length of [1, LONG]) {
      const md5 = openMd5(length);
      const data = Buffer.alloc(600 * 1024);
      const whole = createHash('md5');
      for (let part = 0; part < 20; part++) {
        whole.update(data.fill(part));
        await md5.update(data);
      }
      expect(await md5.digest()).toBe(whole.digest('hex'));
      md5.close();
    }
  });

  it('of several long messages at a time is that of each', async () => {
    const digests = [3, 5, 4].map((parts) => digestOf(openMd5Beside(LONG), parts));
    expect(await Promise.all(digests)).toEqual([3, 5, 4].map(expected));
  });
});
