import { hash, randomBytes } from 'node:crypto';
import { sha256Kernels } from '../../../../../test/support/hash-kernels.js';
import { lanesUnless, Sha256Lanes } from './sha256-lanes.js';

describe.each(sha256Kernels)('SHA-256 in lanes: %s', (_, open) => {
  const lanes = new Sha256Lanes(open());
  const random = (count: number, length: number) => Array.from({ length: count }, () => randomBytes(length));

  it.each([0, 1, 55, 56, 64, 512, 16_384, 32_768, 50_001])(
    'of as many messages as lanes and fewer, of %d bytes',
    (length) => {
      for (let count = lanes.count; count >= 0; count--) {
        const messages = random(count, length);
        const digests = Buffer.from(lanes.hash(messages)).toString('hex');
        expect(digests).toBe(messages.map((message) => hash('sha256', message, 'hex')).join(''));
      }
    },
  );

  it('of messages that lie next to each other in shared memory, anywhere', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(1000 * lanes.count + 3)).map(
      (_value, at) => at % 251,
    );
    const messages = Array.from({ length: lanes.count }, (_value, n) =>
      shared.subarray(3 + n * 1000, 1003 + n * 1000),
    );
    const digests = Buffer.from(lanes.hash(messages)).toString('hex');
    expect(digests).toBe(messages.map((message) => hash('sha256', Uint8Array.from(message), 'hex')).join(''));
  });

  it('of neither more messages nor different lengths', () => {
    expect(() => lanes.hash(random(lanes.count + 1, 1))).toThrow(RangeError);
    expect(() => lanes.hash([1, 2].map((length) => new Uint8Array(length)))).toThrow(RangeError);
  });
});

describe('whether lanes are used', () => {
  it.each([true, false])('is found out once, SHA instructions: %s', (hasInstructions) => {
    let asked = 0;
    const lanes = lanesUnless(() => {
      asked += 1;
      return hasInstructions;
    });
    const first = lanes();
    expect(first === null).toBe(hasInstructions);
    expect(lanes()).toBe(first);
    expect(asked).toBe(1);
  });
});
