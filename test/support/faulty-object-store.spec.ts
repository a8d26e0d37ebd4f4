import { MemoryObjectStore } from '../../src/drivers/backup/object-store/memory.js';
import { ObjectNotFound } from '../../src/drivers/backup/object-store/port.js';
import { BackupStoreError } from '../../src/drivers/backup/port.js';
import { objectStoreContract } from '../contract/object-store.contract.js';
import { bytesOf, pieces } from './byte-streams.js';
import { FaultyObjectStore } from './faulty-object-store.js';

objectStoreContract({
  name: 'faulty, with an empty script',
  create: async () => new FaultyObjectStore(new MemoryObjectStore()),
});

describe('FaultyObjectStore', () => {
  const full = new BackupStoreError('No space left');
  let store: FaultyObjectStore;
  const text = async () => (await bytesOf(store.get('box', 'a'))).toString();
  beforeEach(async () => {
    store = new FaultyObjectStore(new MemoryObjectStore());
    await store.ensureContainer('box');
    await store.put('box', 'a', pieces('hello ', 'world'));
  });

  it('fails the calls it was told to, so often', async () => {
    store.on('put').matching(/^b/).after(1).times(2).fail(full);
    await store.put('box', 'b1', pieces('x'));
    await expect(store.put('box', 'b2', pieces('x'))).rejects.toBe(full);
    await store.put('box', 'c', pieces('x'));
    expect(store.isPlayed).toBe(false);
    await expect(store.put('box', 'b2', pieces('x'))).rejects.toBe(full);
    expect(store.isPlayed).toBe(true);
    await store.put('box', 'b2', pieces('x'));
    expect(store.calls.slice(2)).toEqual(['put b1', 'put b2', 'put c', 'put b2', 'put b2']);
  });

  it('breaks a body on its way in: nothing is stored', async () => {
    store.on('put').breakAfter(3, full);
    await expect(store.put('box', 'b', pieces('four'))).rejects.toBe(full);
    await expect(store.stat('box', 'b')).rejects.toThrow(ObjectNotFound);
  });

  it('breaks, cuts or damages a body on its way out', async () => {
    store.on('get').breakAfter(7, full);
    await expect(text()).rejects.toBe(full);
    store.on('get').truncateAfter(7);
    expect(await text()).toBe('hello w');
    store.on('get').flipBitAt(6);
    expect(await text()).toBe('hello vorld');
    expect(await text()).toBe('hello world');
  });

  it('does something in between', async () => {
    const seen: string[] = [];
    store.on('stat').run(() => void seen.push('now'));
    await store.stat('box', 'a');
    expect(seen).toEqual(['now']);
  });
});
