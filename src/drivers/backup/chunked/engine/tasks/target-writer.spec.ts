import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TargetWriter } from './target-writer.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'emberlog-target-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

describe('the target of a restore', () => {
  it('keeps what is not written', async () => {
    const path = join(directory, 'target');
    await using file = await open(path, 'wx');
    await file.write('0123456789');
    const writer = await TargetWriter.open(path);
    await writer.write(Buffer.from('ab'), 4);
    await writer.finish();
    await writer.close();
    expect(await readFile(path, 'utf8')).toBe('0123ab6789');
  });

  it('is named when it is not there, and not created', async () => {
    const path = join(directory, 'missing');
    await expect(TargetWriter.open(path)).rejects.toThrow(`The target ${path} cannot be opened: ENOENT`);
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });

  it('is named when it takes nothing', async () => {
    const writer = await TargetWriter.open('/dev/full');
    await writer.write(Buffer.alloc(4096), 0);
    await expect(writer.finish()).rejects.toThrow('The target /dev/full cannot be written: ENOSPC');
    await writer.close();
  });
});
