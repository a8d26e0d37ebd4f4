import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WrittenChunk } from '../../../port.js';
import { ChunkJournal } from './chunk-journal.js';

describe('ChunkJournal', () => {
  it('gives back all chunks in order, as often as asked, and leaves nothing in the directory', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'emberlog-journal-'));
    const journal = await ChunkJournal.create(directory, 'p');
    const chunks = Array.from({ length: 3000 }, (_, i): WrittenChunk => ({
      object_id: i + 1,
      object_name: `p-${String(i + 1).padStart(5, '0')}`,
      offset: i * 2 ** 31,
      length: 2 ** 31 - i,
      compression: i % 2 ? 'bzip2' : 'none',
      md5: String(i).padStart(32, '0'),
      stored_bytes: i,
    }));
    const read = async () => {
      const found: WrittenChunk[] = [];
      for await (const chunk of journal.read()) found.push(chunk);
      return found;
    };
    for (const chunk of chunks.slice(0, 10)) await journal.append(chunk);
    expect(await read()).toEqual(chunks.slice(0, 10));
    for (const chunk of chunks.slice(10)) await journal.append(chunk);
    expect(await read()).toEqual(chunks);
    expect(journal.count).toBe(3000);
    expect(journal.storedBytes).toBe((2999 * 3000) / 2);
    expect(await readdir(directory)).toEqual([]);
    await journal.close();
    await rm(directory, { recursive: true });
  });
});
