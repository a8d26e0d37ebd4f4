import { randomUUID } from 'node:crypto';
import { readFile, truncate } from 'node:fs/promises';
import type { ByteRange } from '../../src/drivers/backup/port.js';
import type { BackupPoint, BackupPoints, VolumeDriver } from '../../src/drivers/volume/port.js';
import { collected } from '../support/collected.js';
import { changeAtRandom, writeTo } from '../support/random-changes.js';
import { seededRandom } from '../support/seeded-random.js';

export interface BackupPointsUnderTest {
  readonly driver: VolumeDriver;
  /** The volume as a file of this host, which tests write to. */
  pathOf(volumeId: string): string;
}

const MIB = 2 ** 20;
const SIZE = 24 * MIB;
const BLOCK = 4096;

/** What src/drivers/volume/port.ts promises of points, for every backend that has them. */
export const backupPointsContract = (create: () => Promise<BackupPointsUnderTest>): void => {
  let subject: BackupPointsUnderTest;
  let points: BackupPoints;
  let volumeId: string;
  let path: string;
  beforeEach(async () => {
    subject = await create();
    await subject.driver.checkForSetupError();
    if (subject.driver.backupPoints === null) throw new Error('the backend cannot tell what has changed');
    points = subject.driver.backupPoints;
    volumeId = randomUUID();
    await subject.driver.createVolume(volumeId, 1);
    path = subject.pathOf(volumeId);
    await truncate(path, SIZE);
    await writeTo(path, MIB, Buffer.alloc(8 * MIB, 1));
  });
  afterEach(() => subject.driver.deleteVolume(volumeId));

  const keep = async (kind: 'volume' | 'snapshot' = 'volume', id = volumeId): Promise<BackupPoint> => {
    const point = { volumeId, backupId: randomUUID() };
    expect(await points.keep(point, kind, id)).toBe(true);
    return point;
  };
  const changes = async (now: BackupPoint, since: BackupPoint): Promise<readonly ByteRange[]> => {
    const told = await points.changedExtents(now, since);
    if (told === null) throw new Error('the backend could not tell');
    return collected(told);
  };

  it('tells nothing of what was not written to', async () => {
    const since = await keep();
    expect(await changes(await keep(), since)).toEqual([]);
  });

  it('tells where something was written, and hardly more', async () => {
    const since = await keep();
    await writeTo(path, 3 * MIB + 5, Buffer.alloc(10, 2));
    await writeTo(path, 20 * MIB, Buffer.alloc(BLOCK, 2));
    const told = await changes(await keep(), since);
    expect(told.map(({ offset, length }) => [Math.floor(offset / MIB), length <= 64 * 1024])).toEqual([
      [3, true],
      [20, true],
    ]);
  });

  it.each([1, 2, 3, 4, 5, 6])('names every difference after random changes (%i)', async (seed) => {
    const random = seededRandom(seed);
    let since = await keep();
    let before = await readFile(path);
    for (let round = 0; round < 4; round++) {
      await changeAtRandom(path, random);
      const now = await keep();
      const after = await readFile(path);
      const told = await changes(now, since);
      expect(firstUntold(before, after, told)).toBeNull();
      expect(
        told.every(({ offset, length }, i) => length > 0 && offset >= (i === 0 ? 0 : endOf(told[i - 1]))),
      ).toBe(true);
      [since, before] = [now, after];
    }
  });

  it('keeps what the volume was at first, however often it is asked to', async () => {
    const since = await keep();
    const now = await keep();
    await writeTo(path, 2 * MIB, Buffer.alloc(BLOCK, 3));
    expect(await points.keep(now, 'volume', volumeId)).toBe(true);
    expect(await changes(now, since)).toEqual([]);
  });

  it('compares what was read in place of the volume', async () => {
    const since = await keep();
    const [snapshot, clone] = [randomUUID(), randomUUID()];
    await writeTo(path, 2 * MIB, Buffer.alloc(BLOCK, 3));
    await subject.driver.createSnapshot(snapshot, volumeId);
    await subject.driver.createClonedVolume(clone, 1, volumeId);
    await truncate(subject.pathOf(clone), SIZE);
    await writeTo(path, 4 * MIB, Buffer.alloc(BLOCK, 3));
    for (const [kind, id] of [
      ['snapshot', snapshot],
      ['volume', clone],
    ] as const) {
      const told = await changes(await keep(kind, id), since);
      expect(told.map(({ offset }) => Math.floor(offset / MIB))).toEqual([2]);
    }
    await subject.driver.deleteSnapshot(snapshot);
    await subject.driver.deleteVolume(clone);
  });

  it('tells nothing without both of them, and everything when one goes in between', async () => {
    const since = await keep();
    const now = await keep();
    const told = await points.changedExtents(now, since);
    for (const _time of [1, 2]) await points.drop(since);
    expect(await collected(told)).toEqual([{ offset: 0, length: SIZE }]);
    expect(await points.changedExtents(now, since)).toBeNull();
    expect(await points.changedExtents(since, now)).toBeNull();
  });

  it('lists the points of one volume, which go with it', async () => {
    const made = [await keep(), await keep()].map(({ backupId }) => backupId);
    expect([...(await points.list(volumeId))].sort()).toEqual(made.sort());
    expect(await points.list(randomUUID())).toEqual([]);
    await subject.driver.checkForSetupError();
    expect(await points.list(volumeId)).toHaveLength(2);
    await subject.driver.deleteVolume(volumeId);
    expect(await points.list(volumeId)).toEqual([]);
  });

  it('leaves nothing behind when there is nothing to keep', async () => {
    await expect(keep('volume', randomUUID())).rejects.toThrow();
    expect(await points.list(volumeId)).toEqual([]);
  });

  it('gives up nothing while there is room', async () => {
    await keep();
    expect(await points.relieve()).toBe(0);
    expect(await points.list(volumeId)).toHaveLength(1);
  });
};

const endOf = (range: ByteRange | undefined): number => (range ? range.offset + range.length : 0);

/** Where the two first differ outside of what was told, by blocks; null: nowhere. */
const firstUntold = (before: Buffer, after: Buffer, told: readonly ByteRange[]): number | null => {
  for (let at = 0; at < after.length; at += 512) {
    const end = Math.min(at + 512, after.length);
    if (before.subarray(at, end).equals(after.subarray(at, end))) continue;
    if (!told.some((range) => range.offset < at + 512 && endOf(range) > at)) return at;
  }
  return null;
};
