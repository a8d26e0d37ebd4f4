import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf, pieces } from '../../../../test/support/byte-streams.js';
import { AttemptDisturbed, BackupStoreError } from '../port.js';
import { ContainerRefused } from './port.js';
import { PosixObjectStore } from './posix.js';

describe('PosixObjectStore', () => {
  let outer: string;
  let root: string;
  let store: PosixObjectStore;
  let umask: number;
  const modeOf = async (path: string) => ((await stat(join(root, path))).mode & 0o7777).toString(8);

  beforeEach(async () => {
    outer = await mkdtemp(join(tmpdir(), 'emberlog-posix-'));
    root = join(outer, 'backups');
    store = new PosixObjectStore(root);
  });
  afterEach(async () => {
    await rm(outer, { recursive: true, force: true });
  });

  it('lies where Cinder looks: a file in a directory, under its name', async () => {
    await store.ensureContainer('ab/cd/id');
    await store.put('ab/cd/id', 'P-00001', pieces('bytes'));
    expect(await readFile(join(root, 'ab/cd/id/P-00001'), 'utf8')).toBe('bytes');
    expect(await readdir(join(root, 'ab/cd/id'))).toEqual(['P-00001']);
  });

  it('leaves long runs of zeros out of the file, which reads as if they were there', async () => {
    const MIB = 2 ** 20;
    const [data, zeros] = [Buffer.alloc(MIB, 7), Buffer.alloc(4 * MIB)];
    const written = {
      data: pieces(data),
      between: pieces(data, zeros, data),
      after: pieces(data, zeros),
      all: pieces(zeros),
    };
    const expected = { data: [data], between: [data, zeros, data], after: [data, zeros], all: [zeros] };
    for (const name of ['data', 'between', 'after', 'all'] as const) {
      const { stored_bytes } = await store.put('box', name, written[name]);
      const whole = Buffer.concat(expected[name]);
      expect(stored_bytes).toBe(whole.length);
      expect((await readFile(join(root, 'box', name))).equals(whole)).toBe(true);
      const { blocks } = await stat(join(root, 'box', name));
      expect(blocks * 512).toBeLessThan(expected[name].filter((part) => part === data).length * MIB + MIB);
    }
  });

  describe('modes', () => {
    beforeEach(() => {
      umask = process.umask(0o077);
    });
    afterEach(() => {
      process.umask(umask);
    });

    it('are 0770 for the last directory and 0660 for files, whatever the umask', async () => {
      await store.ensureContainer('ab/cd');
      await store.put('ab/cd', 'P-00001', pieces('bytes'));
      expect([await modeOf('ab'), await modeOf('ab/cd'), await modeOf('ab/cd/P-00001')]).toEqual([
        '700',
        '770',
        '660',
      ]);
    });

    it('of a directory that is there stay', async () => {
      await mkdir(join(root, 'ab'), { recursive: true });
      await chmod(join(root, 'ab'), 0o750);
      await store.ensureContainer('ab');
      expect(await modeOf('ab')).toBe('750');
    });
  });

  it('lists 10,001 names, whatever kind they are, and not what lies below', async () => {
    await store.ensureContainer('box');
    const directory = join(root, 'box');
    for (let first = 0; first < 10_000; first += 500) {
      const names = Array.from({ length: 500 }, (_, index) => `P-${first + index}`);
      await Promise.all(names.map((name) => writeFile(join(directory, name), '')));
    }
    await mkdir(join(directory, 'P-directory'));
    await writeFile(join(directory, 'P-directory', 'P-below'), '');
    const names = new Set<string>();
    for await (const name of store.list('box', 'P-')) names.add(name);
    expect(names.size).toBe(10_001);
    expect(names.has('P-directory')).toBe(true);
  });

  it('keeps what a killed writer left out of every listing, and removes it for its own prefix only', async () => {
    await store.ensureContainer('box');
    const left: string[] = [];
    async function* body(name: string) {
      yield Buffer.from('half');
      // What a kill at this moment would leave behind.
      const partial = (await readdir(join(root, 'box'))).find((entry) => entry.startsWith(`.${name}.`));
      if (partial === undefined) throw new Error('nothing is written beside the name');
      left.push(partial);
    }
    await store.put('box', 'P-00001', body('P-00001'));
    await store.put('box', 'Q-00001', body('Q-00001'));
    for (const name of left) await writeFile(join(root, 'box', name), 'half');
    await writeFile(join(root, 'box', '.P-of-somebody-else'), '');
    const listed: string[] = [];
    for (const prefix of ['P', 'Q']) for await (const name of store.list('box', prefix)) listed.push(name);
    expect(listed).toEqual(['P-00001', 'Q-00001']);
    expect(await store.discardPartialPuts('box', 'P')).toBe(1);
    expect((await readdir(join(root, 'box'))).sort()).toEqual(
      ['.P-of-somebody-else', ...left.slice(1), 'P-00001', 'Q-00001'].sort(),
    );
  });

  it('lets a writer whose half-written object was discarded fail, and leaves the one of its successor', async () => {
    await store.ensureContainer('box');
    async function* body() {
      yield Buffer.from('stale');
      await store.discardPartialPuts('box', 'P');
      await store.put('box', 'P-00001', pieces('fresh'));
    }
    await expect(store.put('box', 'P-00001', body())).rejects.toThrow(
      new AttemptDisturbed('Object P-00001 was cleared away while it was written.'),
    );
    expect((await bytesOf(store.get('box', 'P-00001'))).toString()).toBe('fresh');
    expect(await readdir(join(root, 'box'))).toEqual(['P-00001']);
  });

  it('writes into a container that was removed since it was ensured', async () => {
    await store.ensureContainer('shared/box');
    await store.removeContainerIfEmpty('shared/box');
    await store.put('shared/box', 'P-00001', pieces('bytes'));
    expect(await modeOf('shared/box')).toBe('770');
  });

  it('creates a container whose parent keeps vanishing meanwhile', async () => {
    const vanishing = Promise.all(Array.from({ length: 50 }, () => store.removeContainerIfEmpty('p')));
    await Promise.all(Array.from({ length: 10 }, (_, index) => store.ensureContainer(`p/${index}`)));
    await vanishing;
    expect(await readdir(join(root, 'p'))).toHaveLength(10);
  });

  it('follows a link inside the root, none out of it', async () => {
    await store.ensureContainer('real');
    await mkdir(join(outer, 'outside'));
    await symlink(join(root, 'real'), join(root, 'inside'));
    await symlink(join(outer, 'outside'), join(root, 'escape'));
    await store.put('inside', 'P-00001', pieces('x'));
    expect(await readdir(join(root, 'real'))).toEqual(['P-00001']);
    for (const container of ['escape', 'escape/below']) {
      await expect(store.ensureContainer(container)).rejects.toThrow(ContainerRefused);
      await expect(store.put(container, 'P-00001', pieces('x'))).rejects.toThrow(ContainerRefused);
      await expect(store.delete(container, 'P-00001')).rejects.toThrow(ContainerRefused);
    }
    expect(await readdir(join(outer, 'outside'))).toEqual([]);
  });

  it('may itself be reached through a link, and end in a slash', async () => {
    await mkdir(join(outer, 'disk'));
    await symlink(join(outer, 'disk'), root);
    const linked = new PosixObjectStore(`${root}/`);
    await linked.ensureContainer('box');
    await linked.put('box', 'P-00001', pieces('x'));
    expect(await readdir(join(outer, 'disk', 'box'))).toEqual(['P-00001']);
  });

  it('says what is in the way', async () => {
    await mkdir(root);
    await writeFile(join(root, 'file'), '');
    await mkdir(join(root, 'box', 'P-00001'), { recursive: true });
    await expect(store.ensureContainer('file')).rejects.toThrow(
      `Not a directory in the backup store ${root}: could not create container file.`,
    );
    await expect(store.ensureContainer('file/below')).rejects.toThrow(BackupStoreError);
    await expect(bytesOf(store.get('box', 'P-00001'))).rejects.toThrow(
      `Is a directory in the backup store ${root}: could not read object P-00001 in container box.`,
    );
    await expect(store.delete('box', 'P-00001')).rejects.toThrow('could not delete object P-00001');
    await expect(store.put('box', 'P-00001', pieces('x'))).rejects.toThrow('Is a directory');
    await expect(store.put('box', 'x'.repeat(250), pieces('x'))).rejects.toThrow('Name too long');
    expect(await readdir(join(root, 'box'))).toEqual(['P-00001']);
  });
});
