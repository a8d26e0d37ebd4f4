import { execFileSync } from 'node:child_process';
import { open, stat, truncate } from 'node:fs/promises';

const MIB = 2 ** 20;

export const writeTo = async (path: string, offset: number, bytes: Uint8Array): Promise<void> => {
  await using file = await open(path, 'r+');
  await file.write(bytes, 0, bytes.length, offset);
};

/** What guests and administrators do to a volume's file: writes of all sizes, discards, allocations, copies, other sizes. */
export const changeAtRandom = async (path: string, random: () => number): Promise<void> => {
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let change = 0; change < 12; change++) {
    const { size } = await stat(path);
    const offset = below(size);
    const length = 1 + below([512, 4096, 70_000, MIB][below(4)] ?? 1);
    const within = Math.min(length, size - offset);
    const place = ['--offset', String(offset), '--length', String(within), path];
    const kinds = [
      () => writeTo(path, offset, Buffer.alloc(within, 1 + below(200))),
      () => writeTo(path, offset - (offset % 4096), Buffer.alloc(4096, 1 + below(200))),
      () => writeTo(path, offset, Buffer.alloc(within)),
      async () => void execFileSync('fallocate', ['--punch-hole', ...place], { stdio: 'pipe' }),
      async () => void execFileSync('fallocate', ['--keep-size', ...place], { stdio: 'pipe' }),
      async () =>
        void execFileSync('fallocate', ['--zero-range', '--keep-size', ...place], { stdio: 'pipe' }),
      () => copyWithin(path, offset, below(Math.max(1, size - within)), within),
      () => truncate(path, Math.max(MIB, size - below(200_000))),
      () => truncate(path, size + below(200_000)),
    ];
    await kinds[below(kinds.length)]?.();
  }
};

const copyWithin = async (path: string, from: number, to: number, length: number): Promise<void> => {
  await using file = await open(path, 'r+');
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, from);
  await file.write(buffer, 0, length, to);
};
