import { ApiClient, project } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { CinderClient, describeWithClients } from '../support/e2e-command-clients.js';
import { MIB, pattern, fingerprint, writeAt } from '../support/e2e-bytes.js';
import { TestService } from '../support/e2e-service.js';

/** One story; each chapter goes on where the one before it ended. */
describeWithClients('cinder', () => {
  let service: TestService;
  let cloud: Cloud;
  let cinder: CinderClient;
  const ids: Record<string, string> = {};
  const sums: Record<string, string> = {};

  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'zstd' });
    cloud = new Cloud(new ApiClient(service));
    cinder = new CinderClient(service);
  });
  afterAll(() => service.remove());

  const id = (name: string): string => {
    const known = ids[name];
    if (known === undefined) throw new Error(`the chapter that makes ${name} failed`);
    return known;
  };
  const path = (name: string): string => service.volumePath(id(name));
  const backUp = async (name: string, ...parameters: readonly string[]): Promise<void> => {
    ids[name] = (await cinder.properties('backup-create', '--name', name, ...parameters))['id'] ?? '';
    await cloud.until('backups', id(name), 'available');
  };

  it('creates a volume', async () => {
    const made = await cinder.properties('create', '1', '--name', 'origin', '--metadata', 'colour=red');
    // It asks again before it prints, so the volume may be there already.
    const status = expect.stringMatching(/^(creating|available)$/);
    expect(made).toMatchObject({ name: 'origin', size: '1', status, bootable: 'false' });
    ids['origin'] = made['id'] ?? '';
    await cloud.until('volumes', id('origin'), 'available');
    expect(await cinder.properties('show', 'origin')).toMatchObject({
      status: 'available',
      volume_type: '__DEFAULT__',
    });
  });

  it('backs it up in full, and again when some bytes have changed', async () => {
    await writeAt(path('origin'), 0, pattern(1, 3 * MIB));
    await writeAt(path('origin'), 900 * MIB + 12_345, pattern(2, MIB));
    sums['full'] = await fingerprint(path('origin'));
    await backUp('full', '--description', 'all of it', 'origin');
    await writeAt(path('origin'), 2 * MIB, Buffer.alloc(MIB));
    await writeAt(path('origin'), 500 * MIB, pattern(3, 100_000));
    sums['incremental'] = await fingerprint(path('origin'));
    await backUp('incremental', '--incremental', 'origin');
    expect(await cinder.properties('backup-show', 'incremental')).toMatchObject({
      status: 'available',
      is_incremental: 'True',
      size: '1',
      volume_id: id('origin'),
      fail_reason: 'None',
    });
    expect(await cinder.properties('backup-show', 'full')).toMatchObject({
      has_dependent_backups: 'True',
      description: 'all of it',
    });
  });

  it.each(['full', 'incremental'])(
    'restores the %s backup to a new volume',
    async (name) => {
      const { volume_id = '', volume_name } = await cinder.properties('backup-restore', name);
      expect(volume_name).toBe(`restore_backup_${id(name)}`);
      await cloud.until('backups', id(name), 'available');
      await cloud.until('volumes', volume_id, 'available');
      expect(await fingerprint(service.volumePath(volume_id))).toBe(sums[name]);
    },
    60_000,
  );

  it('restores in place', async () => {
    await cinder.text('backup-restore', id('full'), '--volume', id('origin'));
    await cloud.until('backups', id('full'), 'available');
    await cloud.until('volumes', id('origin'), 'available');
    expect(await fingerprint(path('origin'))).toBe(sums['full']);
  });

  it('creates a volume from a backup', async () => {
    const made = await cinder.properties('create', '--backup-id', id('incremental'), '--name', 'copy', '1');
    ids['copy'] = made['id'] ?? '';
    await cloud.until('volumes', id('copy'), 'available');
    await cloud.until('backups', id('incremental'), 'available');
    expect(await fingerprint(path('copy'))).toBe(sums['incremental']);
  });

  it('backs up a snapshot, which keeps what the volume has lost', async () => {
    ids['snapshot'] =
      (await cinder.properties('snapshot-create', id('copy'), '--name', 'snapshot'))['id'] ?? '';
    await cloud.until('snapshots', id('snapshot'), 'available');
    await writeAt(path('copy'), 0, pattern(4, MIB));
    await backUp('of-snapshot', '--snapshot-id', id('snapshot'), id('copy'));
    const { volume_id = '' } = await cinder.properties('backup-restore', 'of-snapshot');
    await cloud.until('backups', id('of-snapshot'), 'available');
    await cloud.until('volumes', volume_id, 'available');
    expect(await fingerprint(service.volumePath(volume_id))).toBe(sums['incremental']);
  });

  it('renames, describes and labels, extends, and lists', async () => {
    await cinder.text('rename', id('copy'), 'copy two', '--description', 'of a backup');
    await cinder.text('metadata', id('copy'), 'set', 'colour=blue');
    await cinder.text('extend', id('copy'), '2');
    await cloud.until('volumes', id('copy'), 'available');
    expect(await cinder.rows('list', '--name', 'copy two')).toMatchObject([{ ID: id('copy'), Size: '2' }]);
    expect(await cinder.properties('show', id('copy'))).toMatchObject({ description: 'of a backup' });
    await cinder.text('snapshot-rename', id('snapshot'), 'snapshot two');
    expect(await cinder.rows('snapshot-list', '--volume-id', id('copy'))).toMatchObject([
      { ID: id('snapshot'), Name: 'snapshot two', Status: 'available' },
    ]);
    await cinder.text('backup-update', id('full'), '--name', 'full two', '--metadata', 'kept=yes');
    expect(await cinder.properties('backup-show', 'full two')).toMatchObject({
      metadata: expect.stringContaining('yes'),
    });
  });

  it('lists backups by name, status, volume, in any order, in pages', async () => {
    const names = async (...parameters: readonly string[]): Promise<readonly (string | undefined)[]> =>
      (await cinder.rows('backup-list', ...parameters)).map((row) => row['Name']);
    expect(await names('--sort', 'name:asc')).toEqual(['full two', 'incremental', 'of-snapshot']);
    expect(await names('--sort', 'created_at:desc')).toEqual(['of-snapshot', 'incremental', 'full two']);
    expect(await names('--name', 'incremental')).toEqual(['incremental']);
    expect(await names('--volume-id', id('copy'))).toEqual(['of-snapshot']);
    expect(await names('--status', 'error')).toEqual([]);
    expect(await names('--filters', 'name~=incr')).toEqual(['incremental']);
    expect(await names('--sort', 'name', '--limit', '1', '--marker', id('of-snapshot'))).toEqual([
      'incremental',
    ]);
    expect(await cinder.text('backup-list', '--with-count', '--limit', '1')).toMatch(/Backup in total: 3/);
  });

  it('shows what is there to be used', async () => {
    const [quota, usage, limits] = await Promise.all([
      cinder.properties('quota-show', project),
      cinder.rows('quota-usage', project),
      cinder.properties('absolute-limits'),
    ]);
    expect(quota).toMatchObject({ backups: '100', backup_gigabytes: '1000', volumes: '100' });
    expect(usage).toContainEqual(expect.objectContaining({ Type: 'backups', In_use: '3', Reserved: '0' }));
    expect(limits).toMatchObject({ totalBackupsUsed: '3', totalSnapshotsUsed: '1', maxTotalBackups: '100' });
    const services = await cinder.rows('service-list');
    expect(services.map((row) => [row['Binary'], row['State']])).toEqual([
      ['cinder-backup', 'up'],
      ['cinder-scheduler', 'up'],
      ['cinder-volume', 'up'],
    ]);
    expect(await cinder.rows('availability-zone-list')).toEqual([{ Name: 'nova', Status: 'available' }]);
    expect(await cinder.rows('type-list')).toMatchObject([{ Name: '__DEFAULT__', Is_Public: 'True' }]);
    expect(await cinder.rows('list-extensions')).toContainEqual(
      expect.objectContaining({ Alias: 'backups' }),
    );
    expect(await cinder.text('version-list')).toContain('3.71');
  });

  it('deletes', async () => {
    expect(await cinder.refusal('backup-delete', 'full two')).toMatch(
      /Incremental backups exist for this backup/,
    );
    await cinder.text('backup-delete', 'incremental', 'of-snapshot');
    await cloud.untilGone('backups', id('incremental'));
    await cinder.text('backup-delete', 'full two');
    await cloud.untilGone('backups', id('full'));
    await cinder.text('snapshot-delete', 'snapshot two');
    await cloud.untilGone('snapshots', id('snapshot'));
    await cinder.text('delete', 'copy two');
    await cloud.untilGone('volumes', id('copy'));
    expect(await cinder.rows('backup-list')).toEqual([]);
    expect(await cinder.rows('snapshot-list')).toEqual([]);
  });
});
