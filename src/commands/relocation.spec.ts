import { backupUpTo, stepFailed } from '../../test/domain/histories/backup.js';
import { restoreUpTo } from '../../test/domain/histories/restore.js';
import { benchSettings } from '../../test/support/bench-process.js';
import { startTestEventLog, type TestEventLog } from '../../test/support/event-log.js';
import { backupAggregate } from '../domain/backup/backup.state.js';
import type { BackupEvent } from '../domain/backup/backup.events.js';
import { restoreAggregate } from '../domain/restore/restore.state.js';
import { chooseHost } from '../domain/service/choose-host.js';
import { AggregateStore } from './aggregate-store.js';
import type { Unfinished } from './lookup.js';
import { operationContext } from './operation-context.js';
import { Relocation } from './relocation.js';

const id = '3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01';
const ofBackup: Unfinished = { operation: 'backup', id, step: 'transfer', host: 'backup-1' };
const ofRestore: Unfinished = { ...ofBackup, operation: 'restore' };
const ofVolume: Unfinished = { operation: 'volume', id, step: 'create', host: null };

describe('operations on a host that is lost', () => {
  let test: TestEventLog;
  let store: AggregateStore;
  /** Hosts that gave a sign of life; those with a `-` before them are disabled, those with a `!` are down. */
  let hosts: readonly string[];
  beforeEach(async () => {
    test = await startTestEventLog();
    store = new AggregateStore(test.log, benchSettings, { now: () => new Date() });
  });
  afterEach(() => test.close());

  const known = () =>
    hosts.map((word) => ({
      host: word.replace(/^[-!]/, ''),
      zone: 'nova',
      up: !word.startsWith('!'),
      disabled: word.startsWith('-'),
    }));
  const settle = (unfinished: readonly Unfinished[]): Promise<readonly Unfinished[]> => {
    const services = {
      backupHosts: async () => known(),
      choose: async (wish: { readonly zone: string | null; readonly key: string }) =>
        chooseHost(known(), { ...wish, preferred: null }),
    };
    return new Relocation(store, services as never).settle(unfinished);
  };
  const context = { ...operationContext(null, 'test', 'given'), correlation_id: 'the-operation' };
  const given = (history: readonly BackupEvent[]) => store.create(backupAggregate, id, context, history);
  const newest = async (stream: string) => {
    for await (const { type, data, metadata } of test.log.readStream(stream, { direction: 'backwards' })) {
      return { type, data, correlation: metadata['$correlationId'] };
    }
    return null;
  };

  it('goes on where it is as long as that host is up, disabled or not', async () => {
    await given(backupUpTo('BackupDeviceExported'));
    for (hosts of [
      ['backup-1', 'backup-2'],
      ['-backup-1', 'backup-2'],
    ]) {
      expect(await settle([ofBackup, ofVolume])).toEqual([ofBackup, ofVolume]);
    }
    expect((await newest(`backup-${id}`))?.type).toBe('BackupDeviceExported');
  });

  it.each([
    [['backup-2']],
    [['!backup-1', 'backup-2']],
    [['!backup-1', '!backup-0', '-backup-3', 'backup-2']],
  ])('goes to another one that is up and enabled, and its history tells: %s', async (found) => {
    hosts = found;
    await given(backupUpTo('BackupDeviceExported'));
    expect(await settle([ofVolume, ofBackup])).toEqual([ofVolume, { ...ofBackup, host: 'backup-2' }]);
    expect(await newest(`backup-${id}`)).toEqual({
      type: 'BackupRescheduled',
      data: { host: 'backup-2', lost_host: 'backup-1' },
      correlation: 'the-operation',
    });
  });

  it('waits for its own host when there is no other', async () => {
    hosts = ['!backup-1', '-backup-2'];
    await given(backupUpTo('BackupDeviceExported'));
    expect(await settle([ofBackup])).toEqual([ofBackup]);
    expect((await newest(`backup-${id}`))?.type).toBe('BackupDeviceExported');
  });

  it('moves once, however often and by however many it is settled', async () => {
    hosts = ['backup-2'];
    await given([...backupUpTo('BackupDeviceExported'), stepFailed]);
    await Promise.all([settle([ofBackup]), settle([ofBackup])]);
    await settle([ofBackup]);
    const types: string[] = [];
    for await (const { type } of test.log.readStream(`backup-${id}`)) types.push(type);
    expect(types.filter((type) => type === 'BackupRescheduled')).toHaveLength(1);
    expect((await store.load(backupAggregate, id)).state?.host).toBe('backup-2');
  });

  it('is the same for a restore', async () => {
    hosts = ['backup-2'];
    await store.create(restoreAggregate, id, context, restoreUpTo('RestoreDeviceAttached'));
    expect(await settle([ofRestore])).toEqual([{ ...ofRestore, host: 'backup-2' }]);
    expect(await newest(`restore-${id}`)).toEqual({
      type: 'RestoreRescheduled',
      data: { host: 'backup-2', lost_host: 'backup-1' },
      correlation: 'the-operation',
    });
    expect((await store.load(restoreAggregate, id)).state?.host).toBe('backup-2');
  });
});
