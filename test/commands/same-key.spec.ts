import type { Command } from '@nestjs/cqrs';
import { FindEarlier } from '../../src/commands/find-earlier/find-earlier.command.js';
import { filledVolume, withFull } from '../support/bench-givens.js';
import { apiBeside, withKey } from '../support/bench-keys.js';
import { belongingsOf, expectOrder } from '../support/bench-order.js';
import type { BenchProcess } from '../support/bench-process.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

let bench: CommandBench;
let apis: BenchProcess[];
beforeAll(async () => {
  bench = await CommandBench.start();
  apis = [bench.process, await apiBeside(bench, 'second'), await apiBeside(bench, 'third')];
});
afterAll(async () => {
  for (const api of apis.slice(1)) await api.stop();
  await bench.close();
});

/** The answers to one request that is sent several times to each of the processes at once. */
const fromAll = async <R>(request: () => Command<R>): Promise<R[]> => {
  for (const { runner } of apis) await runner.catchUp();
  return Promise.all(apis.flatMap((api) => [1, 2, 3].map(() => api.commands.execute(request()))));
};

const expectOne = <R>(answers: readonly R[]): R => {
  const [first] = answers;
  expect(answers).toEqual(answers.map(() => first));
  if (first === undefined) throw new Error('there was no answer');
  return first;
};

const have = (project: string): Record<string, number> =>
  Object.fromEntries(
    Object.entries(belongingsOf(bench, project)).map(([what, those]) => [what, those.length]),
  );

const settled = async (project: string): Promise<void> => {
  await bench.settle();
  await expectOrder(bench, project);
};

describe('nine requests with one key, from three processes at once', () => {
  it('make one volume', async () => {
    const by = withKey('one-volume', 'k');
    expectOne(await fromAll(() => by.createVolume()));
    await settled('one-volume');
    expect(have('one-volume')).toMatchObject({ volumes: 1, snapshots: 0, backups: 0, restores: 0 });
  });

  it('make one backup of a volume that the first of them locks', async () => {
    const { volume } = await filledVolume(bench, new Requests('one-backup'));
    const by = withKey('one-backup', 'k');
    const { id } = expectOne(await fromAll(() => by.createBackup(volume)));
    await settled('one-backup');
    expect((await bench.backup(id)).status).toBe('available');
    expect(have('one-backup')).toMatchObject({ volumes: 1, snapshots: 0, backups: 1, restores: 0 });
  });

  it('make one incremental, which is its parent’s one child', async () => {
    const { volume, full } = await withFull(bench, new Requests('one-child'));
    const by = withKey('one-child', 'k');
    const { id } = expectOne(await fromAll(() => by.createBackup(volume, { incremental: true })));
    await settled('one-child');
    expect((await bench.backup(full)).children).toEqual([id]);
  });

  it('make one snapshot', async () => {
    const { volume } = await filledVolume(bench, new Requests('one-snapshot'));
    const by = withKey('one-snapshot', 'k');
    const { id } = expectOne(await fromAll(() => by.createSnapshot(volume)));
    await settled('one-snapshot');
    expect((await bench.volume(volume)).snapshot_ids).toEqual([id]);
  });

  it('restore once to a volume that exists', async () => {
    const { volume, full } = await withFull(bench, new Requests('one-restore'));
    const by = withKey('one-restore', 'k');
    const answer = expectOne(await fromAll(() => by.restore(full, { volume_id: volume })));
    expect(answer).toEqual({ backup_id: full, volume_id: volume, volume_name: 'a volume' });
    await settled('one-restore');
    expect(have('one-restore')).toMatchObject({ volumes: 1, snapshots: 0, backups: 1, restores: 1 });
  });

  it.each(['restore', 'volume'] as const)('make one new volume from a backup: %s', async (kind) => {
    const project = `one-new-${kind}`;
    const { full } = await withFull(bench, new Requests(project));
    const by = withKey(project, 'k');
    const ids =
      kind === 'volume'
        ? (await fromAll(() => by.createVolume({ backup_id: full }))).map(({ id }) => id)
        : (await fromAll(() => by.restore(full))).map(({ volume_id }) => volume_id);
    const id = expectOne(ids);
    await settled(project);
    expect((await bench.volume(id)).status).toBe('available');
    expect(have(project)).toMatchObject({ volumes: 2, snapshots: 0, backups: 1, restores: 1 });
  });

  it('are refused with one reason when the first of them is, and leave nothing', async () => {
    const { volume } = await filledVolume(bench, new Requests('refused'));
    const crowded = Promise.withResolvers<void>();
    bench.process.backupFaults.run('backup', () => crowded.promise);
    await bench.execute(new Requests('refused').createBackup(volume));
    const by = withKey('refused', 'k');
    const sent = apis.map((api) => api.commands.execute(by.createBackup(volume)));
    const answers = await Promise.allSettled(sent);
    crowded.resolve();
    expect(answers.map((one) => one.status === 'rejected' && String(one.reason.message))).toEqual(
      apis.map(
        () =>
          'Invalid volume: Volume to be backed up must be available or in-use, but the current status is "backing-up".',
      ),
    );
    await settled('refused');
    await bench.execute(by.createBackup(volume));
    await settled('refused');
    expect(have('refused')['backups']).toBe(2);
  });

  it('with two bodies are one request, and refusals', async () => {
    const sent = apis.flatMap((api) =>
      ['one', 'other'].map((body) =>
        api.commands.execute(withKey('two-bodies', 'k', body).createVolume({ name: body })),
      ),
    );
    const answers = await Promise.allSettled(sent);
    const made = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
    const refused = answers.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.name)] : []));
    expect([new Set(made).size, made.length, new Set(refused)]).toEqual([1, 3, new Set(['KeyUsedBefore'])]);
    await settled('two-bodies');
  });
});

describe('a key', () => {
  it('is one project’s and one user’s, for one kind of request', async () => {
    const mine = await bench.execute(withKey('mine', 'k').createVolume());
    const theirs = await bench.execute(withKey('theirs', 'k').createVolume());
    const actor = { user_id: 'another', project_id: 'mine', roles: ['member'] };
    const idempotency = { key: 'k', request: 'a body' };
    const anothers = await bench.execute(new Requests('mine', { actor, idempotency }).createVolume());
    const other = await bench.execute(withKey('mine', 'l').createVolume());
    expect(new Set([mine, theirs, anothers, other].map(({ id }) => id)).size).toBe(4);
    await bench.settle();
    const snapshot = await bench.execute(withKey('mine', 'k').createSnapshot(mine.id));
    expect(snapshot.volume_id).toBe(mine.id);
    await settled('mine');
  });

  it('answers the same whatever became of what it made, for a day', async () => {
    const by = withKey('for-a-day', 'k');
    const first = await bench.execute(by.createVolume());
    await bench.settle();
    await bench.execute(new Requests('for-a-day').deleteVolume(first.id));
    await bench.settle();
    try {
      bench.clockAheadMs = 24 * 3_600_000 - 60_000;
      expect(await bench.execute(by.createVolume())).toEqual(first);
      expect(await bench.execute(new FindEarlier(by.context, 'volume'))).toEqual(first);
      bench.clockAheadMs = 24 * 3_600_000;
      expect(await bench.execute(new FindEarlier(by.context, 'volume'))).toBeNull();
      const next = await bench.execute(by.createVolume());
      expect(next.id).not.toBe(first.id);
    } finally {
      bench.clockAheadMs = 0;
    }
    await settled('for-a-day');
    expect(have('for-a-day')['volumes']).toBe(1);
  });
});
