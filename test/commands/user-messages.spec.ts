import { AttachVolume } from '../../src/commands/attach-volume/attach-volume.command.js';
import { CreateVolumeType } from '../../src/commands/create-volume-type/create-volume-type.command.js';
import { ReadModel } from '../../src/projections/store/read-model.js';
import { filledVolume, withFull, withSnapshot } from '../support/bench-givens.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { eventually } from '../support/eventually.js';

describe('User messages', () => {
  let bench: CommandBench;
  beforeAll(async () => {
    bench = await CommandBench.start();
  });
  afterAll(() => bench.close());

  const messagesOf = (by: Requests): unknown[] =>
    bench.process
      .get(ReadModel)
      .all(
        'SELECT event_id, resource_uuid, request_id FROM messages WHERE project_id = ? ORDER BY created_at',
        [by.project],
      )
      .map((row) => ({ ...row }));
  const told = (detail: string, resource_uuid: string) => ({
    event_id: `VOLUME_VOLUME_BACKUP_${detail}`,
    resource_uuid,
    request_id: expect.stringMatching(/^req-/),
  });

  it('tell of a create that failed, at its stage', async () => {
    const by = new Requests('project-message-create');
    const { volume } = await filledVolume(bench, by);
    bench.process.backupFaults.fail('backup', new Error('the store is full'));
    const { id } = await bench.execute(by.createBackup(volume));
    await bench.settle();
    bench.process.connectorFaults.fail('connect', new Error('no path to the device'));
    const { id: second } = await bench.execute(by.createBackup(volume));
    await bench.settle();
    expect((await bench.backup(second)).fail_reason).toBe('no path to the device');
    const { id: third } = await bench.execute(by.createBackup(volume, { availability_zone: 'mars' }));
    await bench.settle();
    expect(messagesOf(by)).toEqual([told('013_020', id), told('013_021', second), told('013_024', third)]);
  });

  it('tell of a volume that no backend takes', async () => {
    const by = new Requests('project-message-schedule');
    const type = await bench.execute(
      new CreateVolumeType(new Requests('admins', { is_admin: true }).context, {
        name: 'nowhere',
        description: null,
        is_public: true,
        extra_specs: { vendor_name: 'nobody' },
      }),
    );
    const { id } = await bench.execute(by.createVolume({ volume_type: type.name }));
    await bench.settle();
    expect((await bench.volume(id)).status).toBe('error');
    expect(messagesOf(by)).toEqual([
      { event_id: 'VOLUME_VOLUME_001_003', resource_uuid: id, request_id: expect.stringMatching(/^req-/) },
    ]);
  });

  it('tell of volumes and snapshots that their backend did not make, grow or remove', async () => {
    const by = new Requests('project-message-volume');
    const { volume, snapshot } = await withSnapshot(bench, by);
    const { volumeFaults } = bench.process;
    const full = new Error('the disk is full');
    volumeFaults.fail('createVolume', full);
    const { id: other } = await bench.execute(by.createVolume());
    await bench.settle();
    volumeFaults.fail('createSnapshot', full);
    const { id: second } = await bench.execute(by.createSnapshot(volume));
    await bench.settle();
    volumeFaults.fail('deleteSnapshot', full);
    await bench.execute(by.deleteSnapshot(snapshot));
    await bench.settle();
    volumeFaults.fail('extendVolume', full);
    await bench.execute(by.extend(volume, 2));
    await bench.settle();
    expect((await bench.volume(volume)).status).toBe('error_extending');
    const request_id = expect.stringMatching(/^req-/);
    expect(messagesOf(by)).toEqual([
      { event_id: 'VOLUME_VOLUME_008_012', resource_uuid: other, request_id },
      { event_id: 'VOLUME_VOLUME_SNAPSHOT_009_013', resource_uuid: second, request_id },
      { event_id: 'VOLUME_VOLUME_SNAPSHOT_010_016', resource_uuid: snapshot, request_id },
      { event_id: 'VOLUME_VOLUME_007_010', resource_uuid: volume, request_id },
    ]);
  });

  it('tell of a create once, though the service dies before its end is recorded', async () => {
    const by = new Requests('project-message-crash');
    const { volume } = await filledVolume(bench, by);
    bench.process.backupFaults.fail('backup', new Error('the store is full'));
    const dies = Promise.withResolvers<void>();
    bench.process.log.before(/BackupFailed/, () => {
      dies.resolve();
      return new Promise(() => undefined);
    });
    const { id } = await bench.execute(by.createBackup(volume));
    await dies.promise;
    await bench.crash();
    await bench.settle();
    expect((await bench.backup(id)).status).toBe('error');
    expect(messagesOf(by)).toEqual([told('013_020', id)]);
  });

  it('tell of a restore that failed', async () => {
    const by = new Requests('project-message-restore');
    const { full } = await withFull(bench, by);
    bench.process.backupFaults.fail('restore', new Error('damaged'));
    await bench.execute(by.restore(full));
    await bench.settle();
    expect(messagesOf(by)).toEqual([told('015_026', full)]);
  });

  it('tell of a delete that failed, each time', async () => {
    const by = new Requests('project-message-delete');
    const { full } = await withFull(bench, by);
    bench.process.backupFaults.fail('delete', new Error('read-only'), 2);
    for (let n = 0; n < 2; n++) {
      await bench.execute(by.deleteBackup(full));
      await bench.settle();
      expect((await bench.backup(full)).status).toBe('error');
    }
    expect(messagesOf(by)).toEqual([told('014_025', full), told('014_025', full)]);
  });

  it('tell once of a temporary copy that could not be removed yet', async () => {
    const by = new Requests('project-message-temp');
    const { volume } = await filledVolume(bench, by);
    const input = {
      instance_uuid: null,
      host_name: 'compute-1',
      mountpoint: '/dev/vdb',
      mode: 'rw',
    } as const;
    await bench.execute(new AttachVolume(by.context, volume, input));
    bench.process.volumeFaults.fail('deleteVolume', new Error('busy'), 2);
    const { id } = await bench.execute(by.createBackup(volume, { force: true }));
    await eventually(async () => expect((await bench.backup(id)).status).toBe('available'));
    await bench.idle();
    await bench.reconcile();
    await bench.settle();
    expect(messagesOf(by)).toEqual([told('013_023', id)]);
  });

  it('say nothing of what was cancelled', async () => {
    const by = new Requests('project-message-cancel');
    const { full } = await withFull(bench, by);
    bench.process.backupFaults.run('restore', () => bench.execute(by.resetBackup(full, 'available')));
    await bench.execute(by.restore(full));
    await bench.settle();
    expect(messagesOf(by)).toEqual([]);
  });
});
