import type { Query } from '@nestjs/cqrs';
import { QueryBus } from '@nestjs/cqrs';
import { FollowProgress } from '../../src/projections/progress/follow-progress.query.js';
import { GetProgress } from '../../src/projections/progress/get-progress.query.js';
import type { BackupProgress } from '../../src/projections/progress/progress-reader.js';
import { filledVolume, withFull } from '../support/bench-givens.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { SMALL_GIB } from '../support/small-volumes.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

type Followed = AsyncGenerator<BackupProgress, void>;

let projects = 0;
const someone = (): Requests => new Requests(`progress-project-${++projects}`);
const ask = <R>(query: Query<R>): Promise<R> => bench.process.get(QueryBus).execute(query);
const follow = (...of: ConstructorParameters<typeof FollowProgress>): Promise<Followed> =>
  ask(new FollowProgress(...of));

/** A backup that transfers until it is let go. */
const heldBackup = async (): Promise<{ id: string; held: PromiseWithResolvers<void> }> => {
  const by = someone();
  const { volume } = await filledVolume(bench, by);
  const held = Promise.withResolvers<void>();
  bench.process.backupFaults.run('backup', () => held.promise);
  const { id } = await bench.execute(by.createBackup(volume));
  return { id, held };
};

describe('the progress of a backup', () => {
  it('is there in the end, with the final figures, and the same after a rebuild', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    const { volume_id } = await bench.execute(by.restore(full));
    await bench.settle();
    const progress = await ask(new GetProgress(full));
    const final = {
      phase: 'done',
      status: 'completed',
      bytes_done: SMALL_GIB,
      bytes_total: SMALL_GIB,
      percent: 100,
      eta_seconds: 0,
      attempt: 1,
    };
    expect(progress).toMatchObject({
      project_id: by.project,
      operations: [
        { ...final, operation: 'create', id: full },
        { ...final, operation: 'restore', volume_id },
      ],
    });
    await bench.restart();
    expect(await ask(new GetProgress(full))).toEqual(progress);
    expect(await ask(new GetProgress(volume_id))).toBeNull();
  });

  it('is told at once, at each change, and until all is over', async () => {
    const { id, held } = await heldBackup();
    const told: string[] = [];
    for await (const { operations } of await follow(id, new AbortController().signal)) {
      told.push(operations.map(({ phase, status }) => `${phase}, ${status}`).join());
      if (told.at(-1) === 'transferring, running') held.resolve();
    }
    expect(told).toContain('transferring, running');
    expect(told.at(-1)).toBe('done, completed');
  });

  it('ends at once, however slow its pace', async () => {
    const { id, held } = await heldBackup();
    const followed = await follow(id, new AbortController().signal, 60 * 60_000);
    await followed.next();
    held.resolve();
    let last: BackupProgress | undefined;
    for await (const told of followed) last = told;
    expect(last?.operations).toMatchObject([{ operation: 'create', status: 'completed' }]);
  });

  it('is told no more once nobody listens', async () => {
    const { id, held } = await heldBackup();
    const end = new AbortController();
    const followed = await follow(id, end.signal);
    await followed.next();
    end.abort();
    let more = 0;
    for await (const _ of followed) more += 1;
    expect(more).toBeLessThanOrEqual(1);
    held.resolve();
    await bench.settle();
  });
});
