import { randomBytes } from 'node:crypto';
import { ObjectNotFound, type ObjectStore } from '../../src/drivers/backup/object-store/port.js';
import { BackupStoreError } from '../../src/drivers/backup/port.js';
import { bytesOf, pieces } from '../support/byte-streams.js';

/** What every object store that copies by itself must do; one that cannot answers null and touches nothing. */
export const objectCopyContract = (driver: { name: string; create(): Promise<ObjectStore> }): void => {
  describe(`ObjectStore copy contract: ${driver.name}`, () => {
    let store: ObjectStore;
    const from = { container: 'box', name: 'a-00001' };
    const to = { container: 'other', name: 'b-00007' };
    const read = ({ container, name }: typeof from) => bytesOf(store.get(container, name));

    beforeEach(async () => {
      store = await driver.create();
      await store.ensureContainer('box');
      await store.ensureContainer('other');
    });

    it('makes a second object of the same bytes, in any container', async () => {
      const bytes = randomBytes(2_000_003);
      await store.put('box', from.name, pieces(bytes));
      expect(await store.copy(from, to)).toEqual({ stored_bytes: bytes.length });
      expect(await store.copy(from, { ...from, name: 'b' })).toEqual({ stored_bytes: bytes.length });
      expect((await read(to)).equals(bytes)).toBe(true);
      expect((await read(from)).equals(bytes)).toBe(true);
    });

    it('keeps the two apart: each is replaced and removed alone', async () => {
      await store.put('box', from.name, pieces('one'));
      await store.copy(from, to);
      await store.put('box', from.name, pieces('two'));
      expect((await read(to)).toString()).toBe('one');
      await store.delete('box', from.name);
      expect((await read(to)).toString()).toBe('one');
      await store.copy(to, from);
      await store.put('other', to.name, pieces('three'));
      expect((await read(from)).toString()).toBe('one');
    });

    it('replaces what has the name, may be repeated, and leaves nothing else behind', async () => {
      await store.put('box', from.name, pieces('new'));
      await store.put('other', to.name, pieces('an older, longer text'));
      for (let i = 0; i < 3; i++) await store.copy(from, to);
      await Promise.all([store.copy(from, to), store.copy(from, to)]);
      expect((await read(to)).toString()).toBe('new');
      expect(await store.discardPartialPuts('other', 'b')).toBe(0);
      await store.delete('other', to.name);
      await store.removeContainerIfEmpty('other');
      await store.ensureContainer('other');
      expect(await store.discardPartialPuts('other', 'b')).toBe(0);
    });

    it('does not find what is not there, and refuses names of half-written objects', async () => {
      await expect(store.copy(from, to)).rejects.toThrow(ObjectNotFound);
      await store.put('box', from.name, pieces('x'));
      await expect(store.copy({ ...from, container: 'none' }, to)).rejects.toThrow(ObjectNotFound);
      await expect(store.copy(from, { ...to, name: '.b' })).rejects.toThrow(BackupStoreError);
      await expect(store.stat('other', to.name)).rejects.toThrow(ObjectNotFound);
    });
  });
};
