import { md5Kernels } from '../../../../../test/support/hash-kernels.js';

describe.each(md5Kernels)('a kernel: %s', (_, open) => {
  const kernel = open();
  const messages = (count: number, length: number) =>
    Array.from({ length: count }, () => new Uint8Array(length));

  it('reads nothing behind the end of a message', () => {
    expect(() => kernel.run(messages(1, 127), 2)).toThrow(RangeError);
    expect(() => kernel.run([...messages(kernel.lanes - 1, 128), new Uint8Array(127)], 2)).toThrow(
      RangeError,
    );
  });

  it('has no lane for one message more', () => {
    expect(() => kernel.run(messages(kernel.lanes + 1, 64), 1)).toThrow(RangeError);
  });

  it('leaves its state as it is when there is nothing to hash', () => {
    const before = kernel.state.slice();
    kernel.run([], 1);
    kernel.run(messages(1, 64), 0);
    expect(kernel.state).toEqual(before);
  });
});
