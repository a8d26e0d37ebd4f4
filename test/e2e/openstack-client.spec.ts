import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { describeWithClients, OpenStackClient, said } from '../support/e2e-command-clients.js';
import { MIB, pattern, fingerprint, writeAt } from '../support/e2e-bytes.js';
import { TestService } from '../support/e2e-service.js';

type Members = Readonly<Record<string, unknown>>;

/** One story; each chapter goes on where the one before it ended. */
describeWithClients('openstack', () => {
  let service: TestService;
  let cloud: Cloud;
  let openstack: OpenStackClient;
  const ids: Record<string, string> = {};
  const sums: Record<string, string> = {};

  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'zstd' });
    cloud = new Cloud(new ApiClient(service));
    openstack = new OpenStackClient(service);
  });
  afterAll(() => service.remove());

  const id = (name: string): string => {
    const known = ids[name];
    if (known === undefined) throw new Error(`the chapter that makes ${name} failed`);
    return known;
  };
  const path = (name: string): string => service.volumePath(id(name));
  const backUp = async (name: string, ...parameters: readonly string[]): Promise<void> => {
    const made = await openstack.json<{ id: string }>(
      'volume',
      'backup',
      'create',
      '--name',
      name,
      ...parameters,
    );
    ids[name] = made.id;
    await cloud.until('backups', id(name), 'available');
  };
  /** The client of Debian 12 asks for the restore, and then fails to print any service's answer. */
  const restore = async (backup: string, volume: string, ...parameters: readonly string[]): Promise<void> => {
    await openstack
      .text('volume', 'backup', 'restore', ...parameters, id(backup), volume)
      .catch((error: unknown) => expect(said(error)).toMatch(/cannot unpack .* VolumeBackupsRestore/));
    await cloud.until('backups', id(backup), 'available');
  };

  it('creates a volume', async () => {
    const made = await openstack.json<Members>(
      'volume',
      'create',
      '--size',
      '1',
      '--property',
      'a=b',
      'origin',
    );
    expect(made).toMatchObject({ name: 'origin', size: 1, status: 'creating', properties: { a: 'b' } });
    ids['origin'] = String(made['id']);
    await cloud.until('volumes', id('origin'), 'available');
    expect(await openstack.json('volume', 'show', 'origin')).toMatchObject({
      id: id('origin'),
      status: 'available',
    });
  });

  it('backs it up in full, and again when some bytes have changed', async () => {
    await writeAt(path('origin'), 5, pattern(11, 3 * MIB));
    sums['full'] = await fingerprint(path('origin'));
    await backUp('full', '--description', 'all of it', 'origin');
    await writeAt(path('origin'), MIB, Buffer.alloc(MIB));
    await writeAt(path('origin'), 1023 * MIB, pattern(12, MIB));
    sums['incremental'] = await fingerprint(path('origin'));
    await backUp('incremental', '--incremental', 'origin');
    expect(await openstack.json('volume', 'backup', 'show', 'incremental')).toMatchObject({
      status: 'available',
      is_incremental: true,
      has_dependent_backups: false,
      volume_id: id('origin'),
      fail_reason: null,
    });
  });

  it.each(['full', 'incremental'])(
    'restores the %s backup to a new volume',
    async (name) => {
      await restore(name, `new-${name}`);
      const volumes = (
        await cloud.api.get<{ volumes: { id: string; metadata: Members }[] }>('/volumes/detail')
      ).volumes;
      const made = volumes.find(({ metadata }) => metadata['src_backup_id'] === id(name));
      const restored = await cloud.until('volumes', made?.id ?? '', 'available');
      expect(await fingerprint(service.volumePath(restored.id))).toBe(sums[name]);
    },
    60_000,
  );

  it('restores in place when it is told to', async () => {
    expect(await openstack.refusal('volume', 'backup', 'restore', id('full'), id('origin'))).toMatch(
      /--force/,
    );
    await restore('full', id('origin'), '--force');
    await cloud.until('volumes', id('origin'), 'available');
    expect(await fingerprint(path('origin'))).toBe(sums['full']);
  });

  it('backs up a snapshot', async () => {
    const made = await openstack.json<{ id: string }>(
      'volume',
      'snapshot',
      'create',
      '--volume',
      id('origin'),
      'snapshot',
    );
    ids['snapshot'] = made.id;
    await cloud.until('snapshots', id('snapshot'), 'available');
    await backUp('of-snapshot', '--snapshot', 'snapshot', id('origin'));
    expect(await openstack.json('volume', 'backup', 'show', id('of-snapshot'))).toMatchObject({
      snapshot_id: id('snapshot'),
      status: 'available',
    });
  });

  it('creates a volume from a snapshot', async () => {
    const made = await openstack.json<{ id: string }>('volume', 'create', '--snapshot', 'snapshot', 'thawed');
    await cloud.until('volumes', made.id, 'available');
    expect(await fingerprint(service.volumePath(made.id))).toBe(sums['full']);
  });

  it('renames, describes and labels, extends', async () => {
    await openstack.text(
      'volume',
      'set',
      '--name',
      'renamed',
      '--description',
      'd',
      '--property',
      'c=d',
      id('origin'),
    );
    await openstack.text('volume', 'unset', '--property', 'a', id('origin'));
    await openstack.text('volume', 'set', '--size', '2', id('origin'));
    await cloud.until('volumes', id('origin'), 'available');
    const shown = await openstack.json<Members>('volume', 'show', 'renamed');
    expect(shown).toMatchObject({ description: 'd', size: 2, properties: { c: 'd' } });
    expect(shown['properties']).not.toHaveProperty('a');
    await openstack.text(
      'volume',
      'snapshot',
      'set',
      '--name',
      'snapshot two',
      '--property',
      'k=v',
      id('snapshot'),
    );
    expect(await openstack.json('volume', 'snapshot', 'list', '--long')).toMatchObject([
      { ID: id('snapshot'), Name: 'snapshot two', Properties: { k: 'v' } },
    ]);
    await openstack.text('volume', 'backup', 'set', '--name', 'full two', '--property', 'k=v', id('full'));
    expect(await openstack.json('volume', 'backup', 'show', 'full two')).toMatchObject({
      metadata: { k: 'v' },
    });
  });

  it('lists', async () => {
    const names = async (...parameters: readonly string[]): Promise<readonly unknown[]> =>
      (await openstack.json<Members[]>('volume', 'backup', 'list', ...parameters)).map((row) => row['Name']);
    expect(await names('--long')).toEqual(['of-snapshot', 'incremental', 'full two']);
    expect(await names('--name', 'incremental', '--status', 'available')).toEqual(['incremental']);
    expect(await names('--volume', id('origin'), '--limit', '1', '--marker', id('of-snapshot'))).toEqual([
      'incremental',
    ]);
    const services = await openstack.json<Members[]>('volume', 'service', 'list');
    expect(services.map((row) => row['State'])).toEqual(['up', 'up', 'up']);
    expect(await openstack.json('availability', 'zone', 'list', '--volume')).toEqual([
      { 'Zone Name': 'nova', 'Zone Status': 'available' },
    ]);
    expect(await openstack.json('volume', 'type', 'list')).toMatchObject([{ Name: '__DEFAULT__' }]);
    expect(await openstack.json('limits', 'show', '--absolute')).toContainEqual({
      Name: 'totalBackupsUsed',
      Value: 3,
    });
    expect(await openstack.json('extension', 'list', '--volume')).toContainEqual(
      expect.objectContaining({ Alias: 'backups' }),
    );
  });

  it('deletes', async () => {
    expect(await openstack.refusal('volume', 'backup', 'delete', id('full'))).toMatch(
      /Incremental backups exist for this backup/,
    );
    await openstack.text('volume', 'backup', 'delete', 'of-snapshot', 'incremental');
    await cloud.untilGone('backups', id('incremental'));
    await openstack.text('volume', 'backup', 'delete', 'full two');
    await cloud.untilGone('backups', id('full'));
    await openstack.text('volume', 'snapshot', 'delete', 'snapshot two');
    await cloud.untilGone('snapshots', id('snapshot'));
    await openstack.text('volume', 'delete', id('origin'));
    await cloud.untilGone('volumes', id('origin'));
    expect(await openstack.json('volume', 'backup', 'list')).toEqual([]);
  });
});
