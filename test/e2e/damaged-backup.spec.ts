import { truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { MIB, pattern, writeAt } from '../support/e2e-bytes.js';
import { chunksIn, containerOf, objectsIn } from '../support/e2e-objects.js';
import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';

describe('a backup whose objects were damaged', () => {
  let service: TestService;
  let cloud: Cloud;

  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'zstd' });
    cloud = new Cloud(new ApiClient(service));
  });
  afterAll(() => service.remove());

  const smallVolume = async (): Promise<string> => {
    const { id } = await cloud.volume();
    await service.shorten(id);
    await writeAt(service.volumePath(id), 0, pattern(6, 2 * MIB));
    return id;
  };
  const backupOf = async (volumeId: string): Promise<{ id: string; directory: string }> => {
    const { id } = await cloud.backup(volumeId);
    return { id, directory: service.path('backups', containerOf(id)) };
  };

  const expectRefused = async (backupId: string, reason: RegExp): Promise<void> => {
    const target = await cloud.startRestore(backupId);
    await eventually(async () => {
      expect((await cloud.show('volumes', target)).status).toBe('error_restoring');
      expect((await cloud.show('backups', backupId)).status).toBe('available');
    });
    expect(JSON.stringify(await cloud.events('volumes', target))).toMatch(reason);
    await cloud.remove('volumes', target);
  };

  it('is not restored: the target says so, the backup stays, the events say why', async () => {
    const volumeId = await smallVolume();
    const { id, directory } = await backupOf(volumeId);
    const [first = ''] = await chunksIn(directory);
    await writeAt(join(directory, first), MIB, Buffer.from('not what was here before'));
    await expectRefused(id, /object [^ ]*-00001.*damaged/);
    await truncate(join(directory, first), 100);
    await expectRefused(id, /object [^ ]*-00001.*(damaged|cut short)/);
    await unlink(join(directory, first));
    await expectRefused(id, /actual object list does not match object list stored in metadata/);
    await cloud.remove('backups', id);
  });

  it('is no ground for an incremental, which says why; the volume goes on', async () => {
    const volumeId = await smallVolume();
    const { directory } = await backupOf(volumeId);
    const [hashes = ''] = (await objectsIn(directory)).filter((name) => name.endsWith('_sha256file'));
    await truncate(join(directory, hashes), 1000);
    const id = await cloud.startBackup(volumeId, { incremental: true });
    await eventually(async () => expect((await cloud.show('backups', id)).status).toBe('error'));
    const { fail_reason } = await cloud.show('backups', id);
    expect(fail_reason).toMatch(
      /^Invalid backup: The hash list of the parent backup .* cannot be used: .*cut short\. Do a full backup\.$/,
    );
    expect((await cloud.show('volumes', volumeId)).status).toBe('available');
    await cloud.remove('backups', id);
    await cloud.backup(volumeId);
  });
});
