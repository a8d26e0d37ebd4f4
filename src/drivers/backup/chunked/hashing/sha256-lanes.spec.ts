import { hash, randomBytes } from 'node:crypto';
import { lanesUnless, Sha256Lanes } from './sha256-lanes.js';

describe('SHA-256 in lanes', () => {
  const lanes = new Sha256Lanes();

  it.each([0, 1, 55, 56, 64, 512, 16_384, 32_768, 50_001])('of four messages of %d bytes', (length) => {
    const messages = Array.from({ length: 4 }, () => randomBytes(length));
    const digests = lanes.hash(messages).map((digest) => Buffer.from(digest).toString('hex'));
    expect(digests).toEqual(messages.map((message) => hash('sha256', message, 'hex')));
  });

  it('of neither fewer messages nor different lengths', () => {
    expect(() => lanes.hash([new Uint8Array(1)])).toThrow(RangeError);
    expect(() => lanes.hash([1, 1, 1, 2].map((length) => new Uint8Array(length)))).toThrow(RangeError);
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
