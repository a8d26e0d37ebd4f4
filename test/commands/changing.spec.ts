import {
  ChangeVolumeMetadata,
  PreconditionFailed,
} from '../../src/commands/change-volume-metadata/change-volume-metadata.command.js';
import { ChangeSnapshotMetadata } from '../../src/commands/change-snapshot-metadata/change-snapshot-metadata.command.js';
import { ResetSnapshotStatus } from '../../src/commands/reset-snapshot-status/reset-snapshot-status.command.js';
import { ResetVolumeStatus } from '../../src/commands/reset-volume-status/reset-volume-status.command.js';
import { UpdateBackup } from '../../src/commands/update-backup/update-backup.command.js';
import { UpdateSnapshot } from '../../src/commands/update-snapshot/update-snapshot.command.js';
import { UpdateVolume } from '../../src/commands/update-volume/update-volume.command.js';
import { withFull, withSnapshot } from '../support/bench-givens.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

let bench: CommandBench;
const by = new Requests('changing');
const stranger = new Requests('stranger');
let ids: { volume: string; snapshot: string; full: string };
beforeAll(async () => {
  bench = await CommandBench.start();
  const { volume, snapshot } = await withSnapshot(bench, by);
  ids = { volume, snapshot, full: (await withFull(bench, by)).full };
});
afterAll(() => bench.close());

describe('names, descriptions, metadata', () => {
  it('change as given; what is missing stays; nothing to change appends nothing', async () => {
    const { volume, snapshot, full } = ids;
    const updated = await bench.execute(
      new UpdateVolume(by.context, volume, { name: 'v', metadata: { a: '1' } }),
    );
    expect(updated).toMatchObject({ display_name: 'v', display_description: null, metadata: { a: '1' } });
    await bench.execute(new UpdateSnapshot(by.context, snapshot, { description: 'd' }));
    await bench.execute(new UpdateBackup(by.context, full, { name: null }));
    expect(await bench.snapshot(snapshot)).toMatchObject({
      display_name: 'a snapshot',
      display_description: 'd',
    });
    expect((await bench.backup(full)).display_name).toBeNull();
    const before = await bench.types(`volume-${volume}`);
    await bench.execute(new UpdateVolume(by.context, volume, {}));
    expect(await bench.types(`volume-${volume}`)).toEqual(before);
  });

  it('of metadata: merged, replaced or removed, key by key', async () => {
    const { volume, snapshot } = ids;
    const change = (given: ChangeVolumeMetadata['change']) =>
      bench.execute(new ChangeVolumeMetadata(by.context, volume, given));
    expect(await change({ kind: 'replace', metadata: { a: '1' } })).toEqual({ a: '1' });
    expect(await change({ kind: 'merge', metadata: { b: '2' } })).toEqual({ a: '1', b: '2' });
    expect(await change({ kind: 'remove', key: 'a' })).toEqual({ b: '2' });
    await expect(change({ kind: 'remove', key: 'a' })).rejects.toMatchObject({
      message: `Volume ${volume} has no metadata with key a.`,
    });
    const remove = new ChangeSnapshotMetadata(by.context, snapshot, { kind: 'remove', key: 'toString' });
    await expect(bench.execute(remove)).rejects.toMatchObject({
      message: `Snapshot ${snapshot} has no metadata with key toString.`,
    });
  });

  it('are refused when the metadata is not what the client thinks it is', async () => {
    const change = { kind: 'replace', metadata: {} } as const;
    const command = new ChangeVolumeMetadata(by.context, ids.volume, change, () => false);
    await expect(bench.execute(command)).rejects.toThrow(PreconditionFailed);
    expect((await bench.volume(ids.volume)).metadata).toEqual({ b: '2' });
  });

  it('of another project are not found', async () => {
    const { volume, snapshot, full } = ids;
    const { context } = stranger;
    for (const command of [
      new UpdateVolume(context, volume, {}),
      new UpdateSnapshot(context, snapshot, {}),
      new UpdateBackup(context, full, {}),
      new ResetVolumeStatus(context, volume, { status: 'error' }),
      new ResetSnapshotStatus(context, snapshot, 'error'),
    ]) {
      await expect(bench.execute<unknown>(command)).rejects.toThrow(/could not be found\.$/);
    }
  });
});

describe('os-reset_status', () => {
  it('is the last word: what held the volume finds nothing to give back', async () => {
    const { volume } = ids;
    const gate = Promise.withResolvers<void>();
    bench.process.backupFaults.run('backup', () => gate.promise);
    await bench.execute(by.createBackup(volume));
    await bench.execute(new ResetVolumeStatus(by.context, volume, { status: 'error' }));
    gate.resolve();
    await bench.settle();
    expect(await bench.volume(volume)).toMatchObject({ status: 'error', lock: null });
    const wrong = new ResetVolumeStatus(by.context, volume, { status: 'deleting' });
    await expect(bench.execute(wrong)).rejects.toMatchObject({ message: 'Cannot reset-state to deleting' });
  });

  it('of a snapshot takes Cinder’s words only', async () => {
    const { snapshot } = ids;
    await bench.execute(new ResetSnapshotStatus(by.context, snapshot, 'error'));
    expect((await bench.snapshot(snapshot)).status).toBe('error');
    await expect(bench.execute(new ResetSnapshotStatus(by.context, snapshot, 'fine'))).rejects.toThrow(
      /^Snapshot status: fine is invalid, valid statuses are: \('error', 'available', /,
    );
  });
});
