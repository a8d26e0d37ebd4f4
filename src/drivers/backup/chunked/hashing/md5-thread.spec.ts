import { hash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BackupStoreError } from '../../port.js';
import type { Md5 } from './md5-lanes.js';
import { Md5Thread } from './md5-thread.js';

const md5 = (data: Uint8Array): string => hash('md5', data, 'hex');

const shared = (length: number): Uint8Array => {
  const data = new Uint8Array(new SharedArrayBuffer(length));
  data.set(randomBytes(length));
  return data;
};

/** @throws when it is taken */
const opened = (thread: Md5Thread): Md5 => {
  const message = thread.open();
  if (message === null) throw new Error('the thread hashes something else');
  return message;
};

describe('a thread that hashes', () => {
  const threads: Md5Thread[] = [];
  const started = (file?: URL): Md5Thread => {
    const thread = new Md5Thread(file);
    threads.push(thread);
    return thread;
  };

  afterEach(async () => {
    await Promise.all(threads.splice(0).map((thread) => thread.stop()));
  });

  it('hashes parts in their order, several of which are under way', async () => {
    const parts = [5, 64, 100_000, 0, 1].map(shared);
    const message = opened(started());
    const updates = parts.map((part) => message.update(part));
    expect(await message.digest()).toBe(md5(Buffer.concat(parts)));
    await Promise.all(updates);
  });

  it('takes one message at a time', async () => {
    const thread = started();
    const first = opened(thread);
    expect(thread.open()).toBeNull();
    await first.digest();
    first.close();
    const part = shared(10);
    const second = opened(thread);
    await second.update(part);
    expect(await second.digest()).toBe(md5(part));
  });

  it('forgets a message that was closed before its end', async () => {
    const thread = started();
    const abandoned = opened(thread);
    await abandoned.update(shared(1000));
    abandoned.close();
    const next = opened(thread);
    expect(await next.digest()).toBe(md5(new Uint8Array()));
  });

  it('fails what it has in hand when it stops, and is another one after that', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'emberlog-md5-thread-'));
    try {
      const file = join(directory, 'ends.mjs');
      await writeFile(
        file,
        "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { throw new Error('out of order'); });",
      );
      const thread = started(pathToFileURL(file));
      const message = opened(thread);
      await expect(message.update(shared(1))).rejects.toThrow(BackupStoreError);
      // What it had hashed is lost, so the message fails for good.
      await expect(message.update(shared(1))).rejects.toThrow(BackupStoreError);
      await expect(message.digest()).rejects.toThrow(BackupStoreError);
      const other = opened(thread);
      await expect(other.update(shared(1))).rejects.toThrow('A thread that hashes stopped: out of order');
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
