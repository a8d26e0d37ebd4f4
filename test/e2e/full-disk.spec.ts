import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { fillWith, firstDifference, MIB } from '../support/e2e-bytes.js';
import { objectsIn } from '../support/e2e-objects.js';
import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';
import { mountSmall, reasonAgainstMounting, type Mounted } from '../support/mounted.js';

const reason = reasonAgainstMounting();
const define = reason === undefined ? describe : describe.skip;

define(reason === undefined ? 'a full backup store' : `a full backup store (skipped: ${reason})`, () => {
  let mounted: Mounted;
  let service: TestService;
  let cloud: Cloud;

  beforeAll(async () => {
    mounted = mountSmall('64m');
    service = await TestService.start({
      backup_posix_path: mounted.directory,
      backup_compression_algorithm: 'zstd',
      backup_file_size: 16 * MIB,
    });
    cloud = new Cloud(new ApiClient(service));
  });
  afterAll(async () => {
    await service.remove();
    mounted.unmount();
  });

  it('fails that one backup for a reason a person understands, and the service goes on', async () => {
    const { id: small } = await cloud.volume();
    await fillWith(service.volumePath(small), 7, 32 * MIB);
    const { id: big } = await cloud.volume();
    await fillWith(service.volumePath(big), 8, 100 * MIB);

    const failed = await cloud.startBackup(big);
    await eventually(async () => expect((await cloud.show('backups', failed)).status).toBe('error'), 30_000);
    const { fail_reason } = await cloud.show('backups', failed);
    expect(fail_reason).toMatch(/^No space left in the backup store /);
    expect(fail_reason).toContain(mounted.directory);
    expect((await cloud.show('volumes', big)).status).toBe('available');
    expect((await cloud.events('backups', failed)).at(-1)).toMatchObject({
      type: 'BackupFailed',
      data: { step: 'transfer', fail_reason },
    });

    await cloud.remove('backups', failed);
    expect(await objectsIn(mounted.directory)).toEqual([]);
    const done = await cloud.backup(small);
    const restored = await cloud.restore(done.id);
    const [copy, original] = [service.volumePath(restored.id), service.volumePath(small)];
    expect(await firstDifference(copy, original)).toBeNull();
  });
});
