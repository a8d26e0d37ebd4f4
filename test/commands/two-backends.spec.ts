import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstBytes } from '../support/bench-givens.js';
import { belongingsOf } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

const hosts = ['node-1@file#file', 'node-1@second#second'];
let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ volumeHosts: hosts });
});
afterAll(() => bench.close());

const second = (...parts: string[]): string => join(bench.directory, 'volumes-second', ...parts);

/** The first backend has no room, for as long as one volume is scheduled. */
const onSecond = async (by: Requests): Promise<string> => {
  bench.process.volumeFaults.run('stats', () => ({ totalGib: 10, freeGib: 0 }));
  const { id } = await bench.execute(by.createVolume());
  await bench.settle();
  await using file = await open(second(`volume-${id}`), 'r+');
  await file.write(firstBytes, 0, firstBytes.length, 0);
  return id;
};

describe('with two backends', () => {
  it('a volume is planned on the one with room, then made there', async () => {
    const by = new Requests('two-1');
    const id = await onSecond(by);
    expect(await bench.types(`volume-${id}`)).toEqual([
      'VolumeCreateRequested',
      'VolumeScheduled',
      'VolumeCreated',
    ]);
    expect(await bench.volume(id)).toMatchObject({ status: 'available', host: hosts[1] });
  });

  it('copies, snapshots, backups, restores, reverts and deletions of a volume go where it is', async () => {
    const by = new Requests('two-3');
    const volume = await onSecond(by);
    const snapshot = (await bench.execute(by.createSnapshot(volume))).id;
    const clone = (await bench.execute(by.createVolume({ source_volid: volume }))).id;
    await bench.settle();
    const fromSnapshot = (await bench.execute(by.createVolume({ snapshot_id: snapshot }))).id;
    const backup = (await bench.execute(by.createBackup(volume))).id;
    await bench.settle();
    for (const id of [clone, fromSnapshot]) {
      expect((await bench.volume(id)).host).toBe(hosts[1]);
      expect((await readFile(second(`volume-${id}`))).equals(firstBytes)).toBe(true);
    }
    expect((await bench.stored(backup)).equals(firstBytes)).toBe(true);
    await bench.execute(by.extend(clone, 2));
    await bench.execute(by.restore(backup, { volume_id: fromSnapshot }));
    await bench.settle();
    await bench.execute(by.restore(backup));
    await bench.execute(by.revert(volume, snapshot));
    await bench.settle();
    expect((await readFile(second(`volume-${volume}`))).equals(firstBytes)).toBe(true);
    const all = belongingsOf(bench, by.project).volumes;
    for (const { id, status } of all) expect([id, status]).toEqual([id, 'available']);
    await bench.execute(by.deleteSnapshot(snapshot));
    await bench.settle();
    for (const { id } of all) await bench.execute(by.deleteVolume(id));
    await bench.settle();
    expect(await readdir(second('snapshots'))).toEqual([]);
    for (const { id } of all) expect(await readdir(second())).not.toContain(`volume-${id}`);
  });
});
