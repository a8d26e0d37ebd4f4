import { randomUUID } from 'node:crypto';
import { startTestEventLog, type TestEventLog } from '../../../test/support/event-log.js';
import { requestBy } from '../../../test/support/command-bench.js';
import type { WrittenChunk } from '../../drivers/backup/port.js';
import { WrongExpectedRevision } from '../../drivers/event-log/port.js';
import { ChunkLog } from './chunk-log.js';

let test: TestEventLog;
beforeAll(async () => {
  test = await startTestEventLog();
});
afterAll(() => test.close());

const chunk = (object_id: number): WrittenChunk => ({
  object_id,
  object_name: `o-${object_id}`,
  offset: 0,
  length: 1,
  compression: 'none',
  md5: 'd41d8cd98f00b204e9800998ecf8427e',
  stored_bytes: 1,
});
const logOf = (id: string): ChunkLog => new ChunkLog(test.log, id, requestBy('p'), 'node-1');

describe('ChunkLog', () => {
  it('keeps objects in their order and counts them', async () => {
    const chunks = logOf(randomUUID());
    expect(await chunks.count()).toBe(0);
    await chunks.append([chunk(1)], 1);
    await chunks.append([chunk(2), chunk(3)], 1);
    expect(await chunks.count()).toBe(3);
    const names: string[] = [];
    for await (const { object_name } of chunks.written()) names.push(object_name);
    expect(names).toEqual(['o-1', 'o-2', 'o-3']);
  });

  it('fences off the slower of two attempts', async () => {
    const id = randomUUID();
    const [first, second] = [logOf(id), logOf(id)];
    await first.append([chunk(1)], 1);
    await expect(second.append([chunk(1)], 2)).rejects.toThrow(WrongExpectedRevision);
    await second.append([chunk(2)], 2);
    await expect(first.append([chunk(2)], 1)).rejects.toThrow(WrongExpectedRevision);
    expect(await first.count()).toBe(2);
  });

  it('records all objects of an append or none', async () => {
    const id = randomUUID();
    const [first, second] = [logOf(id), logOf(id)];
    await first.append([chunk(1), chunk(2)], 1);
    await expect(second.append([chunk(2), chunk(3)], 2)).rejects.toThrow(WrongExpectedRevision);
    expect(await first.count()).toBe(2);
    await second.append([chunk(3)], 2);
    await first.append([], 1);
    expect(await first.count()).toBe(3);
  });

  it('takes the same objects of the same attempt for a retry', async () => {
    const id = randomUUID();
    const chunks = logOf(id);
    for (let tries = 0; tries < 2; tries++) await chunks.append([chunk(1), chunk(2)], 1);
    expect(await chunks.count()).toBe(2);
  });
});
