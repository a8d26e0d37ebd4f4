import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  ContainerRefused,
  NameTaken,
  ObjectNotFound,
  type ObjectStore,
} from '../../src/drivers/backup/object-store/port.js';
import { BackupStoreError } from '../../src/drivers/backup/port.js';
import { bytesOf, pieces } from '../support/byte-streams.js';

const P =
  'volume_0a1b2c3d-0000-4000-8000-00000000000a_20261121034507_backup_0d66e3bd-7ae2-4ec5-a149-d13e18b4d380';

async function namesOf(names: AsyncIterable<string>): Promise<string[]> {
  const got: string[] = [];
  for await (const name of names) got.push(name);
  return got.sort();
}

/** What every object store must do (src/drivers/backup/object-store/port.ts). */
export const objectStoreContract = (driver: { name: string; create(): Promise<ObjectStore> }): void => {
  describe(`ObjectStore contract: ${driver.name}`, () => {
    let store: ObjectStore;
    const text = async (container: string, name: string) =>
      (await bytesOf(store.get(container, name))).toString();

    beforeEach(async () => {
      store = await driver.create();
      await store.ensureContainer('box');
    });

    describe('put and get', () => {
      it('gives back the bytes and says how many are stored', async () => {
        const big = randomBytes(3 * 1024 * 1024 + 17);
        const body = pieces(
          big.subarray(0, 1),
          big.subarray(1, 2_000_000),
          new Uint8Array(0),
          big.subarray(2_000_000),
        );
        expect(await store.put('box', `${P}-00001`, body, { size: big.length })).toEqual({
          stored_bytes: big.length,
        });
        expect((await bytesOf(store.get('box', `${P}-00001`))).equals(big)).toBe(true);
        expect(await store.stat('box', `${P}-00001`)).toEqual({ stored_bytes: big.length });
      });

      it('keeps an empty object', async () => {
        expect(await store.put('box', `${P}-00001`, pieces())).toEqual({ stored_bytes: 0 });
        expect(await text('box', `${P}-00001`)).toBe('');
      });

      it('replaces an object as a whole', async () => {
        await store.put('box', 'a', pieces('a longer text'));
        await store.put('box', 'a', pieces('short'));
        expect(await text('box', 'a')).toBe('short');
      });

      it('hands out pieces that stay as they are when the object is replaced', async () => {
        await store.put('box', 'a', pieces('one'));
        const [first] = [await bytesOf(store.get('box', 'a'))];
        await store.put('box', 'a', pieces('two'));
        expect(first.toString()).toBe('one');
      });

      it('hands out pieces that are good until the next one is asked for', async () => {
        const body = randomBytes(1_300_000);
        await store.put('box', 'a', pieces(body));
        let at = 0;
        for await (const piece of store.get('box', 'a')) {
          // The next one may be on its way already.
          await setTimeout(5);
          expect(body.subarray(at, (at += piece.length)).equals(piece)).toBe(true);
        }
        expect(at).toBe(body.length);
      });

      it('takes one object from two writers at once: one of them wins whole', async () => {
        const [a, b] = [Buffer.alloc(200_000, 'a'), Buffer.alloc(100_000, 'b')];
        await Promise.all([store.put('box', 'x', pieces(a, a)), store.put('box', 'x', pieces(b, b))]);
        const got = await text('box', 'x');
        expect([Buffer.concat([a, a]).toString(), Buffer.concat([b, b]).toString()]).toContain(got);
        expect(await namesOf(store.list('box', 'x'))).toEqual(['x']);
      });

      it('with ifAbsent stores an object that is not there, and never replaces one', async () => {
        expect(await store.put('box', 'a', pieces('first'), { ifAbsent: true })).toEqual({ stored_bytes: 5 });
        for (const other of ['second', 'furst', 'firs', '']) {
          const put = store.put('box', 'a', pieces(other), { ifAbsent: true });
          await expect(put).rejects.toThrow(new NameTaken('a'));
        }
        expect(await store.put('box', 'a', pieces('fi', 'rst'), { ifAbsent: true })).toEqual({
          stored_bytes: 5,
        });
        expect(await text('box', 'a')).toBe('first');
        await store.removeContainerIfEmpty('box');
        expect(await store.discardPartialPuts('box', 'a')).toBe(0);
        await store.delete('box', 'a');
        await store.put('box', 'a', pieces('third'), { ifAbsent: true });
        expect(await text('box', 'a')).toBe('third');
      });

      it('with ifAbsent leaves an object alone that another writer has stored meanwhile', async () => {
        async function* body() {
          yield Buffer.from('late');
          await store.put('box', 'a', pieces('early'));
        }
        await expect(store.put('box', 'a', body(), { ifAbsent: true })).rejects.toThrow(NameTaken);
        expect(await text('box', 'a')).toBe('early');
      });

      it('with ifAbsent lets one of many writers win', async () => {
        const put = (i: number) =>
          store.put('box', 'x', pieces(Buffer.alloc(50_000, `${i}`)), { ifAbsent: true });
        const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => put(i)));
        expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(1);
        const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
        expect(await text('box', 'x')).toBe(`${winner}`.repeat(50_000));
      });

      it('refuses a name that marks what is half-written, or no name', async () => {
        for (const name of ['.hidden', '']) {
          await expect(store.put('box', name, pieces('x'))).rejects.toThrow(BackupStoreError);
        }
      });
    });

    describe('putAll', () => {
      const small = (name: string, bytes: string) => ({ name, bytes: Buffer.from(bytes) });

      it('stores each of the objects', async () => {
        await store.putAll('box', [small('a', 'one'), small('b', 'two'), small('c', '')]);
        expect(await Promise.all(['a', 'b', 'c'].map((name) => text('box', name)))).toEqual([
          'one',
          'two',
          '',
        ]);
        await store.putAll('box', []);
        await store.removeContainerIfEmpty('box');
        expect(await namesOf(store.list('box', 'a'))).toEqual(['a']);
      });

      it('replaces none', async () => {
        await store.put('box', 'b', pieces('a longer text'));
        const stored = store.putAll('box', [small('a', 'one'), small('b', 'two')]);
        await expect(stored).rejects.toThrow(NameTaken);
        expect(await text('box', 'b')).toBe('a longer text');
        await store.delete('box', 'a');
        await store.putAll('box', [small('a', 'one'), small('b', 'a longer text')]);
        expect(await text('box', 'a')).toBe('one');
      });

      it('stores two hundred at once', async () => {
        const objects = Array.from({ length: 200 }, (_, i) => small(`a-${i}`, `${i}`));
        await store.putAll('box', objects);
        expect(await namesOf(store.list('box', 'a-'))).toEqual(objects.map(({ name }) => name).sort());
      });

      it('fails when one of them cannot be stored, and leaves nothing half-written', async () => {
        for (const name of ['.hidden', '']) {
          const stored = store.putAll('box', [small('a', 'one'), small(name, 'x'), small('b', 'two')]);
          await expect(stored).rejects.toThrow(BackupStoreError);
          for (const whole of ['a', 'b']) {
            expect(await text('box', whole)).toMatch(/one|two/);
            await store.delete('box', whole);
          }
        }
        await store.removeContainerIfEmpty('box');
        expect(await store.discardPartialPuts('box', 'a')).toBe(0);
        await expect(store.putAll('../box', [small('a', 'one')])).rejects.toThrow(ContainerRefused);
      });
    });

    describe('getAll', () => {
      const wanted = (name: string, bytes: number) => ({ name, room: Buffer.alloc(bytes, '.') });

      it('reads each of the objects into its room, if there is enough', async () => {
        const random = randomBytes(100_000);
        await store.putAll('box', [
          { name: 'a', bytes: Buffer.from('one') },
          { name: 'b', bytes: random },
          { name: 'c', bytes: new Uint8Array() },
        ]);
        const [exact, ample, none, tight] = [
          wanted('a', 3),
          wanted('b', 150_000),
          wanted('c', 0),
          wanted('b', 99_999),
        ];
        const found = await store.getAll('box', [exact, ample, none, tight]);
        expect(found.map((bytes) => bytes && Buffer.from(bytes))).toEqual([
          Buffer.from('one'),
          random,
          Buffer.alloc(0),
          null,
        ]);
        expect(exact.room.toString()).toBe('one');
        expect(ample.room.subarray(0, 100_000).equals(random)).toBe(true);
        expect(await store.getAll('box', [])).toEqual([]);
      });

      it('fails when one of them is not there', async () => {
        await store.put('box', 'a', pieces('one'));
        await expect(store.getAll('box', [wanted('a', 9), wanted('b', 9)])).rejects.toThrow(ObjectNotFound);
        await expect(store.getAll('no-box', [wanted('a', 9)])).rejects.toThrow(ObjectNotFound);
      });
    });

    describe('a put that fails', () => {
      it('passes the error of the body on, and leaves nothing', async () => {
        const cause = new Error('the device went away');
        await expect(store.put('box', 'a', pieces('half', cause))).rejects.toBe(cause);
        await expect(store.stat('box', 'a')).rejects.toThrow(ObjectNotFound);
        expect(await namesOf(store.list('box', 'a'))).toEqual([]);
        await store.removeContainerIfEmpty('box');
        expect(await store.discardPartialPuts('box', 'a')).toBe(0);
      });

      it('leaves the object that was there', async () => {
        await store.put('box', 'a', pieces('old'));
        await expect(store.put('box', 'a', pieces('new', new Error('x')))).rejects.toThrow('x');
        expect(await text('box', 'a')).toBe('old');
      });

      it('refuses a body of another size than announced', async () => {
        await expect(store.put('box', 'a', pieces('four'), { size: 5 })).rejects.toThrow(BackupStoreError);
        await expect(store.put('box', 'a', pieces('four'), { size: 3 })).rejects.toThrow(BackupStoreError);
        await expect(store.stat('box', 'a')).rejects.toThrow(ObjectNotFound);
      });

      it('shows nothing while it runs', async () => {
        let seen: string[] = ['not looked'];
        async function* body() {
          yield Buffer.from('half');
          seen = await namesOf(store.list('box', 'a'));
          await expect(store.stat('box', 'a')).rejects.toThrow(ObjectNotFound);
          yield Buffer.from('whole');
        }
        await store.put('box', 'a', body());
        expect(seen).toEqual([]);
        expect(await text('box', 'a')).toBe('halfwhole');
      });
    });

    describe('what is not there', () => {
      it('is ObjectNotFound, naming object and container', async () => {
        const missing = expect.objectContaining({ container: 'box', object_name: 'nothing' });
        await expect(bytesOf(store.get('box', 'nothing'))).rejects.toEqual(missing);
        await expect(bytesOf(store.get('box', 'nothing'))).rejects.toThrow(ObjectNotFound);
        await expect(store.stat('box', 'nothing')).rejects.toThrow(ObjectNotFound);
        await expect(bytesOf(store.get('no-box', 'nothing'))).rejects.toThrow(BackupStoreError);
        await expect(store.stat('no-box', 'nothing')).rejects.toThrow(
          'Object nothing is not in container no-box.',
        );
      });

      it('can be deleted, and listed as nothing', async () => {
        await store.delete('box', 'nothing');
        await store.delete('no-box', 'nothing');
        expect(await namesOf(store.list('no-box', P))).toEqual([]);
        expect(await store.discardPartialPuts('no-box', P)).toBe(0);
        await store.removeContainerIfEmpty('no-box');
      });
    });

    describe('list', () => {
      it('gives the names that start with the prefix, in this container only', async () => {
        await store.ensureContainer('other');
        for (const name of [`${P}-00001`, `${P}_metadata`, 'foreign', `x${P}`])
          await store.put('box', name, pieces('x'));
        await store.put('other', `${P}-00002`, pieces('x'));
        expect(await namesOf(store.list('box', P))).toEqual([`${P}-00001`, `${P}_metadata`]);
      });

      it('gives the names as they were written, beyond ASCII too', async () => {
        for (const name of ['ä-1', 'ä-日本', 'a-1']) await store.put('box', name, pieces('x'));
        expect(await namesOf(store.list('box', 'ä'))).toEqual(['ä-1', 'ä-日本']);
      });

      it('refuses the empty prefix', async () => {
        await expect(namesOf(store.list('box', ''))).rejects.toThrow(BackupStoreError);
        await expect(store.discardPartialPuts('box', '')).rejects.toThrow(BackupStoreError);
      });

      it('survives deletes and puts while it runs', async () => {
        for (let i = 0; i < 50; i++) await store.put('box', `a-${i}`, pieces('x'));
        const seen: string[] = [];
        for await (const name of store.list('box', 'a-')) {
          seen.push(name);
          await store.delete('box', name);
        }
        expect(new Set(seen).size).toBe(50);
        expect(await namesOf(store.list('box', 'a-'))).toEqual([]);
      });
    });

    describe('delete', () => {
      it('removes that object only, and may be repeated', async () => {
        await store.put('box', 'a', pieces('x'));
        await store.put('box', 'ab', pieces('y'));
        await store.delete('box', 'a');
        await store.delete('box', 'a');
        expect(await namesOf(store.list('box', 'a'))).toEqual(['ab']);
      });
    });

    describe('containers', () => {
      it('are created once, nested or not, and again after they went', async () => {
        for (const container of ['box', 'a/b/c', 'a/b', './x', 'y//z/', 'ünï']) {
          await store.ensureContainer(container);
          await store.ensureContainer(container);
          await store.put(container, 'o', pieces(container));
          expect(await text(container, 'o')).toBe(container);
        }
      });

      it('go when they are empty, and stay otherwise', async () => {
        await store.put('box', 'a', pieces('x'));
        await store.removeContainerIfEmpty('box');
        expect(await text('box', 'a')).toBe('x');
        await store.delete('box', 'a');
        await store.removeContainerIfEmpty('box');
        await store.removeContainerIfEmpty('box');
        await store.ensureContainer('box');
        await store.put('box', 'a', pieces('again'));
        expect(await text('box', 'a')).toBe('again');
      });

      it.each([
        '',
        '/etc',
        '..',
        '../x',
        'a/../../x',
        'a/../b',
        'nul\0',
        '.',
        './',
        'x'.repeat(256),
        'é'.repeat(128),
      ])('refuses the name %j', async (container) => {
        await expect(store.ensureContainer(container)).rejects.toThrow(ContainerRefused);
        await expect(store.put(container, 'a', pieces('x'))).rejects.toThrow(ContainerRefused);
      });
    });
  });
};
