import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { fingerprint, MIB, pattern, writeAt } from '../support/e2e-bytes.js';
import { CinderClient, describeWithClients } from '../support/e2e-command-clients.js';
import { TestService } from '../support/e2e-service.js';

const server = '5e1f7c3a-9b2d-4a64-8f0e-3c6d9a7b2e07';

describeWithClients('cinder, with a volume in use', () => {
  let service: TestService;
  let cloud: Cloud;
  let cinder: CinderClient;
  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'zstd' });
    cloud = new Cloud(new ApiClient(service));
    cinder = new CinderClient(service);
  }, 60_000);
  afterAll(() => service.remove());

  it('attaches it, backs it up by force, restores the backup, and detaches it', async () => {
    const { id } = await cloud.volume();
    await writeAt(service.volumePath(id), 0, pattern(1, 3 * MIB));
    const before = await fingerprint(service.volumePath(id));
    const made = await cinder.text(
      'attachment-create',
      '--connect',
      'True',
      '--host',
      'compute-1',
      id,
      server,
    );
    const attachment = /\| (?:id|attachment_id) +\| ([0-9a-f-]{36})/.exec(made)?.[1] ?? '';
    await cinder.text('attachment-complete', attachment);
    await cloud.until('volumes', id, 'in-use');
    expect(await cinder.text('attachment-list')).toContain(attachment);
    expect(await cinder.refusal('backup-create', id)).toMatch(/in-use volume must use the force flag/);
    const { id: backup = '' } = await cinder.properties('backup-create', '--force', '--name', 'hot', id);
    await cloud.until('backups', backup, 'available');
    await writeAt(service.volumePath(id), 0, pattern(2, MIB));
    await cloud.until('volumes', id, 'in-use');
    const restored = await cloud.restore(backup);
    expect(await fingerprint(service.volumePath(restored.id))).toBe(before);
    const names = (await cinder.rows('list', '--all-tenants')).map((row) => row['Name']);
    expect(names.filter((name) => name?.startsWith('backup-vol-'))).toEqual([]);
    await cinder.text('attachment-delete', attachment);
    await cloud.until('volumes', id, 'available');
  }, 120_000);
});
