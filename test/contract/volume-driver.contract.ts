import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ConnectionInfo } from '../../src/drivers/connector/port.js';
import { VolumeNotFound, type DeviceKind, type VolumeDriver } from '../../src/drivers/volume/port.js';

export interface VolumeDriverUnderTest {
  readonly driver: VolumeDriver;
  /** Turns connection info into a path of this host, as the driver's connector would. */
  attach(info: ConnectionInfo): Promise<{ path: string; sizeBytes: number }>;
  remove(): Promise<void>;
}

const GIB = 2 ** 30;
const ZERO = Buffer.alloc(4096);
const bytes = (text: string): Buffer => Buffer.alloc(4096, text);

/** What src/drivers/volume/port.ts promises, for any driver. Offsets of the probes: both ends and the middle of a volume. */
export const volumeDriverContract = (name: string, create: () => Promise<VolumeDriverUnderTest>): void =>
  describe(`VolumeDriver contract: ${name}`, () => {
    let subject: VolumeDriverUnderTest;
    let driver: VolumeDriver;
    beforeEach(async () => {
      subject = await create();
      driver = subject.driver;
      await driver.checkForSetupError();
    });
    afterEach(() => subject.remove());

    const attach = async (kind: DeviceKind, id: string) =>
      subject.attach(await driver.initializeConnection(kind, id));
    const write = async (id: string, offset: number, data: Buffer): Promise<void> => {
      await using file = await open((await attach('volume', id)).path, 'r+');
      await file.write(data, 0, data.length, offset);
      await file.sync();
    };
    const read = async (kind: DeviceKind, id: string, offset: number): Promise<Buffer> => {
      await using file = await open((await attach(kind, id)).path, 'r');
      const { buffer } = await file.read(Buffer.alloc(4096), 0, 4096, offset);
      return buffer;
    };
    const sizeOf = async (kind: DeviceKind, id: string) => (await attach(kind, id)).sizeBytes;
    const newVolume = async (sizeGib = 1): Promise<string> => {
      const id = randomUUID();
      await driver.createVolume(id, sizeGib);
      return id;
    };
    const snapshotOf = async (volumeId: string): Promise<string> => {
      const id = randomUUID();
      await driver.createSnapshot(id, volumeId);
      return id;
    };

    describe('createVolume', () => {
      it('makes a device of exactly the size asked for', async () => {
        expect(await sizeOf('volume', await newVolume(2))).toBe(2 * GIB);
      });

      it('reads as zeros when the driver says so', async () => {
        const id = await newVolume();
        if (!driver.capabilities.newVolumesReadZero) return;
        for (const offset of [0, GIB / 2, GIB - 4096]) expect(await read('volume', id, offset)).toEqual(ZERO);
      });

      it('keeps the bytes of a volume that is there already', async () => {
        const id = await newVolume();
        await write(id, 8192, bytes('kept'));
        await driver.createVolume(id, 1);
        expect(await read('volume', id, 8192)).toEqual(bytes('kept'));
      });

      it('never shrinks a volume when an old request is repeated', async () => {
        const id = await newVolume();
        await driver.extendVolume(id, 2);
        await driver.createVolume(id, 1);
        expect(await sizeOf('volume', id)).toBe(2 * GIB);
      });

      it('takes the same request twice at once', async () => {
        const id = randomUUID();
        await Promise.all([driver.createVolume(id, 1), driver.createVolume(id, 1)]);
        expect(await sizeOf('volume', id)).toBe(GIB);
      });
    });

    describe('extendVolume', () => {
      it('keeps the bytes and adds zeros', async () => {
        const id = await newVolume();
        await write(id, GIB - 4096, bytes('end'));
        await driver.extendVolume(id, 2);
        await driver.extendVolume(id, 2);
        expect(await sizeOf('volume', id)).toBe(2 * GIB);
        expect(await read('volume', id, GIB - 4096)).toEqual(bytes('end'));
        expect(await read('volume', id, GIB)).toEqual(ZERO);
      });

      it('never shrinks', async () => {
        const id = await newVolume(2);
        await driver.extendVolume(id, 1);
        expect(await sizeOf('volume', id)).toBe(2 * GIB);
      });

      it('needs the volume', async () => {
        await expect(driver.extendVolume(randomUUID(), 2)).rejects.toThrow(VolumeNotFound);
      });
    });

    describe('a revert', () => {
      const prepared = async () => {
        const volume = await newVolume();
        await write(volume, 0, bytes('first'));
        const snapshot = await snapshotOf(volume);
        await write(volume, 0, bytes('second'));
        const revertId = randomUUID();
        const prepare = () => driver.prepareRevert(volume, snapshot, revertId);
        return { volume, snapshot, prepare, copy: await prepare() };
      };

      it('touches nothing before the copy takes the place of the volume', async () => {
        const { volume, copy } = await prepared();
        expect(await read('volume', volume, 0)).toEqual(bytes('second'));
        await driver.revertVolume(volume, copy);
        expect(await read('volume', volume, 0)).toEqual(bytes('first'));
        expect(await sizeOf('volume', volume)).toBe(GIB);
      });

      it('happens once, however often and late it is asked for', async () => {
        const { volume, copy, prepare } = await prepared();
        await driver.revertVolume(volume, copy);
        await write(volume, 0, bytes('third'));
        const late = await prepare();
        expect(late).not.toBe(copy);
        await driver.revertVolume(volume, copy);
        await driver.discardRevert(volume, copy);
        expect(await read('volume', volume, 0)).toEqual(bytes('third'));
        await driver.discardRevert(volume, late);
        await driver.discardRevert(volume, late);
      });

      it('leaves the snapshot as it is, so that it can happen again', async () => {
        const { volume, snapshot, copy } = await prepared();
        await driver.revertVolume(volume, copy);
        await write(volume, 0, bytes('third'));
        await driver.revertVolume(volume, await driver.prepareRevert(volume, snapshot, randomUUID()));
        expect(await read('volume', volume, 0)).toEqual(bytes('first'));
      });

      it('needs the volume and the snapshot', async () => {
        const { volume, snapshot, copy } = await prepared();
        const missing = driver.prepareRevert(volume, randomUUID(), randomUUID());
        await expect(missing).rejects.toThrow(VolumeNotFound);
        await driver.deleteVolume(volume);
        const gone = driver.prepareRevert(volume, snapshot, randomUUID());
        await expect(gone).rejects.toThrow(VolumeNotFound);
        await expect(driver.revertVolume(volume, copy)).rejects.toThrow(VolumeNotFound);
        await expect(driver.revertVolume(volume, '../../etc/passwd')).rejects.toThrow();
      });
    });

    describe('an import', () => {
      const signal = new AbortController().signal;
      const imported = async () => {
        const source = await newVolume();
        await write(source, GIB / 2, bytes('moved'));
        const { path, sizeBytes } = await attach('volume', source);
        const [volume, importId] = [randomUUID(), randomUUID()];
        const steps: number[] = [];
        const onProgress = async (done: number): Promise<void> => void steps.push(done);
        const prepare = () => driver.prepareImport(volume, importId, { path, sizeBytes, onProgress, signal });
        return { volume, importId, prepare, steps, ...(await prepare()) };
      };

      it('is no volume before it is placed, and has its identity then', async () => {
        const { volume, copy, identity, steps } = await imported();
        await expect(driver.identityOf(volume)).rejects.toThrow(VolumeNotFound);
        expect(steps.length).toBe(9);
        expect([...steps].sort((a, b) => a - b)).toEqual(steps);
        await driver.placeImport(volume, copy);
        expect(await driver.identityOf(volume)).toBe(identity);
        expect(await sizeOf('volume', volume)).toBe(GIB);
        expect(await read('volume', volume, GIB / 2)).toEqual(bytes('moved'));
        expect(await read('volume', volume, 0)).toEqual(ZERO);
      });

      it('is placed once, however often and late it is asked for', async () => {
        const { volume, copy, prepare, importId } = await imported();
        await driver.placeImport(volume, copy);
        await write(volume, 0, bytes('later'));
        const late = await prepare();
        await driver.placeImport(volume, copy);
        await driver.discardImports(volume, importId);
        await driver.placeImport(volume, late.copy);
        expect(await read('volume', volume, 0)).toEqual(bytes('later'));
      });

      it('can be taken away again, and nothing else is', async () => {
        const { volume, copy, identity } = await imported();
        await driver.placeImport(volume, copy);
        await driver.removeLeft(volume, '1:2:3');
        expect(await driver.identityOf(volume)).toBe(identity);
        await driver.removeLeft(volume, identity);
        await driver.removeLeft(volume, identity);
        await expect(driver.identityOf(volume)).rejects.toThrow(VolumeNotFound);
        await driver.createVolume(volume, 1);
        await driver.removeLeft(volume, identity);
        expect(await sizeOf('volume', volume)).toBe(GIB);
      });

      it('ends when it is told to, and leaves nothing', async () => {
        const { volume, importId } = await imported();
        const { path, sizeBytes } = await attach('volume', await newVolume());
        const onProgress = () => Promise.reject(new Error('stop'));
        const stopped = driver.prepareImport(volume, importId, { path, sizeBytes, onProgress, signal });
        await expect(stopped).rejects.toThrow('stop');
        const aborted = { path, sizeBytes, onProgress: async () => {}, signal: AbortSignal.abort() };
        await expect(driver.prepareImport(volume, importId, aborted)).rejects.toThrow();
        await driver.discardImports(volume, importId);
      });
    });

    describe('createSnapshot', () => {
      it('holds the bytes of its moment while the volume goes on', async () => {
        const volume = await newVolume();
        await write(volume, 0, bytes('before'));
        const snapshot = await snapshotOf(volume);
        await write(volume, 0, bytes('after'));
        const copy = randomUUID();
        await driver.createVolumeFromSnapshot(copy, 1, snapshot);
        expect(await read('volume', copy, 0)).toEqual(bytes('before'));
        expect(await read('volume', volume, 0)).toEqual(bytes('after'));
      });

      it('changes nothing when repeated', async () => {
        const volume = await newVolume();
        await write(volume, 0, bytes('first'));
        const snapshot = await snapshotOf(volume);
        await write(volume, 0, bytes('second'));
        await driver.createSnapshot(snapshot, volume);
        const copy = randomUUID();
        await driver.createVolumeFromSnapshot(copy, 1, snapshot);
        expect(await read('volume', copy, 0)).toEqual(bytes('first'));
      });

      it('can be attached by itself when the driver says so', async () => {
        const volume = await newVolume();
        await write(volume, 4096, bytes('seen'));
        const snapshot = await snapshotOf(volume);
        if (!driver.capabilities.supportsSnapshotAttach) return;
        expect(await sizeOf('snapshot', snapshot)).toBe(GIB);
        expect(await read('snapshot', snapshot, 4096)).toEqual(bytes('seen'));
        await driver.terminateConnection('snapshot', snapshot);
      });

      it('needs the volume and leaves nothing without it', async () => {
        const snapshot = randomUUID();
        await expect(driver.createSnapshot(snapshot, randomUUID())).rejects.toThrow(VolumeNotFound);
        await expect(driver.createVolumeFromSnapshot(randomUUID(), 1, snapshot)).rejects.toThrow(
          VolumeNotFound,
        );
      });
    });

    const copies = {
      createVolumeFromSnapshot: async (id: string, sizeGib: number, volume: string) =>
        driver.createVolumeFromSnapshot(id, sizeGib, await snapshotOf(volume)),
      createClonedVolume: (id: string, sizeGib: number, volume: string) =>
        driver.createClonedVolume(id, sizeGib, volume),
    };
    describe.each(Object.entries(copies))('%s', (_operation, copy) => {
      it('copies the bytes and grows with zeros', async () => {
        const volume = await newVolume();
        await write(volume, GIB - 4096, bytes('end'));
        const id = randomUUID();
        await copy(id, 2, volume);
        expect(await sizeOf('volume', id)).toBe(2 * GIB);
        expect(await read('volume', id, GIB - 4096)).toEqual(bytes('end'));
        expect(await read('volume', id, 0)).toEqual(ZERO);
        expect(await read('volume', id, 2 * GIB - 4096)).toEqual(ZERO);
      });

      it('makes volumes that live apart from their source', async () => {
        const volume = await newVolume();
        await write(volume, 0, bytes('source'));
        const id = randomUUID();
        await copy(id, 1, volume);
        await write(volume, 0, bytes('new source'));
        await write(id, 4096, bytes('new copy'));
        await driver.deleteVolume(volume);
        expect(await read('volume', id, 0)).toEqual(bytes('source'));
        expect(await read('volume', id, 4096)).toEqual(bytes('new copy'));
      });

      it('refuses a source that does not fit, and leaves nothing', async () => {
        const id = randomUUID();
        await expect(copy(id, 1, await newVolume(2))).rejects.toThrow('larger');
        await expect(driver.initializeConnection('volume', id)).rejects.toThrow(VolumeNotFound);
      });
    });

    it('repeats a finished copy without its source and without touching it', async () => {
      const volume = await newVolume();
      const snapshot = await snapshotOf(volume);
      const [clone, fromSnapshot] = [randomUUID(), randomUUID()];
      const copyBoth = async (): Promise<void> => {
        await driver.createClonedVolume(clone, 1, volume);
        await driver.createVolumeFromSnapshot(fromSnapshot, 1, snapshot);
      };
      await copyBoth();
      await write(clone, 0, bytes('written later'));
      await driver.deleteSnapshot(snapshot);
      await driver.deleteVolume(volume);
      await copyBoth();
      expect(await read('volume', clone, 0)).toEqual(bytes('written later'));
    });

    it('copies only what exists', async () => {
      const id = randomUUID();
      await expect(driver.createClonedVolume(id, 1, randomUUID())).rejects.toThrow(VolumeNotFound);
      await expect(driver.createVolumeFromSnapshot(id, 1, randomUUID())).rejects.toThrow(VolumeNotFound);
      await expect(driver.initializeConnection('volume', id)).rejects.toThrow(VolumeNotFound);
    });

    it('deletes as often as it is asked to, and the name is free and empty again', async () => {
      const id = await newVolume();
      await write(id, 0, bytes('old'));
      const snapshot = await snapshotOf(id);
      for (const _time of [1, 2]) {
        await driver.deleteSnapshot(snapshot);
        await driver.deleteVolume(id);
      }
      await expect(driver.initializeConnection('volume', id)).rejects.toThrow(VolumeNotFound);
      await expect(driver.initializeConnection('snapshot', snapshot)).rejects.toThrow(VolumeNotFound);
      await driver.createVolume(id, 1);
      if (driver.capabilities.newVolumesReadZero) expect(await read('volume', id, 0)).toEqual(ZERO);
    });

    it('connects and disconnects as often as it is asked to', async () => {
      const id = await newVolume();
      expect(await driver.initializeConnection('volume', id)).toEqual(
        await driver.initializeConnection('volume', id),
      );
      for (const _time of [1, 2]) await driver.terminateConnection('volume', id);
      await driver.terminateConnection('volume', randomUUID());
      expect(await sizeOf('volume', id)).toBe(GIB);
    });

    it('keeps volumes when it is set up again', async () => {
      const id = await newVolume();
      await write(id, 0, bytes('kept'));
      await driver.checkForSetupError();
      expect(await read('volume', id, 0)).toEqual(bytes('kept'));
    });

    it.each(['../escape', 'a/b', '', '..', `${randomUUID()}/../x`])('refuses %j as an id', async (id) => {
      await expect(driver.createVolume(id, 1)).rejects.toThrow('is not the id of a volume');
      await expect(driver.deleteVolume(id)).rejects.toThrow('is not the id of a volume');
      await expect(driver.deleteSnapshot(id)).rejects.toThrow('is not the id of a snapshot');
    });

    it('reports capacities in GiB', async () => {
      const { totalGib, freeGib } = await driver.stats();
      expect(freeGib).toBeGreaterThan(0);
      expect(totalGib).toBeGreaterThanOrEqual(freeGib);
    });
  });
