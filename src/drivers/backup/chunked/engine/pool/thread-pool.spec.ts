import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupStoreError } from '../../../port.js';
import type { ScanSegmentInput } from '../tasks/scan-segment.js';
import { ThreadPool, threadsFor } from './thread-pool.js';

/**
 * Threads that obey the device's name: `dies`, `waits` to be aborted, else it answers a number of its own.
 * The pool does not look into what it carries.
 */
const obedient = `
import { parentPort, workerData } from 'node:worker_threads';
const own = Math.floor(Math.random() * 1e9);
const waiting = new Set();
parentPort.on('message', ({ kind, id, input }) => {
  if (kind === 'abort') { waiting.delete(id); parentPort.postMessage({ kind: 'failed', id, error: { kind: 'other', message: 'aborted' } }); }
  else if (input.device === 'dies') throw new Error('out of luck');
  else if (input.device === 'waits') waiting.add(id);
  else parentPort.postMessage({ kind: 'done', id, output: own });
});
`;
const segmentOf = (device: string): ScanSegmentInput => ({
  device,
  offset: 0,
  length: 0,
  digests: { path: '', blockSize: 1 },
  parent: null,
  suspects: null,
});
const [dies, waits, answers] = [segmentOf('dies'), segmentOf('waits'), segmentOf('answers')];

describe('ThreadPool', () => {
  let directory: string;
  let pool: ThreadPool;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'emberlog-pool-'));
    const file = join(directory, 'thread.mjs');
    await writeFile(file, obedient);
    pool = new ThreadPool({ threads: 1, file });
  });
  afterEach(async () => {
    await pool.close();
    await rm(directory, { recursive: true });
  });

  it('fails the tasks of a thread that dies, and replaces it', async () => {
    const member = pool.join();
    const first = await member.run('scanSegment', answers);
    const beside = member.run('scanSegment', waits);
    const fallen = member.run('scanSegment', dies);
    await expect(fallen).rejects.toThrow(BackupStoreError);
    await expect(beside).rejects.toThrow('A worker thread of the backup service stopped: out of luck.');
    const second = await member.run('scanSegment', answers);
    expect(second).not.toBe(first);
  });

  it('stops one operation, running and waiting tasks, and leaves the other alone', async () => {
    const [one, other] = [pool.join(), pool.join()];
    const reason = new Error('cancelled');
    const rejections = [1, 2, 3].map(() => one.run('scanSegment', waits).catch((error: unknown) => error));
    const answer = other.run('scanSegment', answers);
    await one.stop(reason);
    expect(await Promise.all(rejections)).toEqual([reason, reason, reason]);
    await expect(one.run('scanSegment', answers)).rejects.toBe(reason);
    await expect(answer).resolves.toBeDefined();
  });

  it('fails what runs and waits when it is closed, and refuses more', async () => {
    const member = pool.join();
    const failures = [1, 2, 3].map(() =>
      member.run('scanSegment', waits).catch((error: Error) => error.message),
    );
    await pool.close();
    expect(await Promise.all(failures)).toEqual(Array(3).fill('The backup service is shutting down.'));
    await expect(pool.join().run('scanSegment', answers)).rejects.toThrow('shutting down');
  });

  it('takes as many threads as there are cores and memory', () => {
    const mib = 1024 * 1024;
    expect(threadsFor(2, 256 * mib)).toBe(2);
    expect(threadsFor(64, 256 * mib)).toBeLessThan(8);
    expect(threadsFor(64, 1)).toBe(1);
  });
});
