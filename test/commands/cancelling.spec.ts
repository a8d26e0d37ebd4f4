import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { filledVolume, secondBytes, withFull } from '../support/bench-givens.js';
import { belongingsOf, expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`cancel-project-${++projects}`);

/** Lets the transfer begin, and waits there until the answer is called. */
const held = (method: 'backup' | 'restore') => {
  const begun = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  bench.process.backupFaults.run(method, async () => {
    begun.resolve();
    await go.promise;
  });
  return { begun: begun.promise, go: go.resolve };
};

const objects = async (): Promise<readonly string[]> =>
  (await readdir(join(bench.directory, 'backups'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

it('a create ends in error and says who stopped it; nothing is left in the store, the volume is free', async () => {
  const by = someone();
  const { volume } = await filledVolume(bench, by);
  // The first object is recorded, and then the user changes the mind.
  const objectStored = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  bench.process.log.before(/ChunkWritten/, async () => {
    objectStored.resolve();
    await go.promise;
  });
  const { id } = await bench.execute(by.createBackup(volume));
  await objectStored.promise;
  expect((await objects()).some((name) => name.includes(id))).toBe(true);
  await bench.execute(by.cancelBackup(id));
  await bench.execute(by.cancelBackup(id));
  go.resolve();
  await bench.settle();
  const user = `user-of-${by.project}`;
  expect(await bench.backup(id)).toMatchObject({ status: 'error', fail_reason: `cancelled by user ${user}` });
  expect((await bench.volume(volume)).status).toBe('available');
  expect((await objects()).filter((name) => name.includes(id))).toEqual([]);
  await expectOrder(bench, by.project);
  await bench.execute(by.deleteBackup(id));
  await bench.settle();
  await expectOrder(bench, by.project);
});

it('a store that is away does not keep a create from being cancelled: its objects go with the deletion', async () => {
  const by = someone();
  const { volume } = await filledVolume(bench, by);
  const transfer = held('backup');
  const { id } = await bench.execute(by.createBackup(volume));
  await transfer.begun;
  bench.process.backupFaults.fail('delete', new Error('the store is away'));
  await bench.execute(by.cancelBackup(id));
  transfer.go();
  await bench.settle();
  expect((await bench.backup(id)).status).toBe('error');
  await bench.execute(by.deleteBackup(id));
  await bench.settle();
  await expectOrder(bench, by.project);
});

it('a restore in place: the backup is available again, the volume in error_restoring', async () => {
  const by = someone();
  const { volume, full } = await withFull(bench, by);
  const transfer = held('restore');
  await bench.execute(by.restore(full, { volume_id: volume }));
  await transfer.begun;
  await bench.execute(by.cancelBackup(full, volume));
  transfer.go();
  await bench.settle();
  expect((await bench.backup(full)).status).toBe('available');
  expect((await bench.volume(volume)).status).toBe('error_restoring');
  expect((await bench.bytes(volume)).equals(secondBytes)).toBe(true);
  const last = (await bench.events(`volume-${volume}`)).at(-1);
  expect(last?.data['reason']).toBe(`restore stopped: cancelled by user user-of-${by.project}`);
  expect(belongingsOf(bench, by.project).restores).toMatchObject([{ outcome: 'cancelled' }]);
  await expectOrder(bench, by.project);
});

it('volumes that are made from a backup: one by its id, then all', async () => {
  const by = someone();
  const { full } = await withFull(bench, by);
  const transfers = [held('restore'), held('restore'), held('restore')];
  const made: string[] = [];
  for (const _ of transfers) made.push((await bench.execute(by.createVolume({ backup_id: full }))).id);
  await Promise.all(transfers.slice(0, 2).map(({ begun }) => begun));
  const [first = ''] = made;
  await bench.execute(by.cancelBackup(full, first));
  const cancelling = () =>
    belongingsOf(bench, by.project).restores.filter(({ cancelled_by }) => cancelled_by !== null);
  expect(cancelling()).toHaveLength(1);
  await bench.execute(by.cancelBackup(full));
  expect(cancelling()).toHaveLength(3);
  for (const { go } of transfers) go();
  await bench.settle();
  const statuses = belongingsOf(bench, by.project)
    .volumes.filter(({ id }) => made.includes(id))
    .map(({ status }) => status);
  expect(statuses).toEqual(['error', 'error', 'error']);
  expect((await bench.backup(full)).status).toBe('available');
  await expectOrder(bench, by.project);
  bench.process.backupFaults.calls.length = 0;
});

it('what is not running is not cancelled', async () => {
  const by = someone();
  const { volume, full } = await withFull(bench, by);
  const other = someone();
  const refusals = [
    [
      by.cancelBackup(full),
      'Invalid backup: Nothing of it is running that could be cancelled, its status is "available".',
    ],
    [
      by.cancelBackup(full, volume),
      `Invalid backup: No restore of it to volume ${volume} is running that could be cancelled.`,
    ],
    [other.cancelBackup(full), `Backup ${full} could not be found.`],
  ] as const;
  for (const [command, message] of refusals) {
    await expect(bench.execute(command)).rejects.toMatchObject({ message });
  }
  await expectOrder(bench, by.project);
});
