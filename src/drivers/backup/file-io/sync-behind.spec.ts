import { setImmediate as aTurn } from 'node:timers/promises';
import { SyncBehind } from './sync-behind.js';

const MIB = 2 ** 20;

/** A file whose syncs end when they are told to. */
class SlowFile {
  readonly running: PromiseWithResolvers<void>[] = [];

  datasync(): Promise<void> {
    const sync = Promise.withResolvers<void>();
    this.running.push(sync);
    return sync.promise;
  }
}

describe('SyncBehind', () => {
  it('begins a sync with each 64 MiB, and lets the file grow beside it', async () => {
    const file = new SlowFile();
    const behind = new SyncBehind(file);
    await behind.wrote(63 * MIB);
    expect(file.running).toHaveLength(0);
    await behind.wrote(MIB);
    expect(file.running).toHaveLength(1);
    await behind.wrote(63 * MIB);
    expect(file.running).toHaveLength(1);
  });

  it('holds the writer back when the disk is a whole sync behind', async () => {
    const file = new SlowFile();
    const behind = new SyncBehind(file);
    await behind.wrote(64 * MIB);
    const events: string[] = [];
    const wrote = behind.wrote(64 * MIB).then(() => events.push('may go on'));
    await aTurn();
    events.push('first sync ends');
    file.running[0]?.resolve();
    await wrote;
    expect(events).toEqual(['first sync ends', 'may go on']);
    expect(file.running).toHaveLength(2);
  });

  it.each([
    ['the next sync', (behind: SyncBehind) => behind.wrote(64 * MIB)],
    ['the end', (behind: SyncBehind) => behind.settled()],
  ])('tells of a failure at %s', async (_when, next) => {
    const file = new SlowFile();
    const behind = new SyncBehind(file);
    await behind.wrote(64 * MIB);
    file.running[0]?.reject(new Error('EIO'));
    await expect(next(behind)).rejects.toThrow('EIO');
  });
});
