import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { fingerprint, MIB, pattern, writeAt } from '../support/e2e-bytes.js';
import { TestService } from '../support/e2e-service.js';

describe('a chain of three', () => {
  let service: TestService;
  let cloud: Cloud;
  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'zstd' });
    cloud = new Cloud(new ApiClient(service));
  }, 60_000);
  afterAll(() => service.remove());

  const detach = async (id: string): Promise<void> => {
    await cloud.api.delete(`/backups/${id}?detach=true`);
    await cloud.untilGone('backups', id);
  };

  it('loses its middle, then its bottom, and what is left restores byte for byte', async () => {
    const { id: volume } = await cloud.volume();
    const path = service.volumePath(volume);
    await writeAt(path, 40 * MIB, pattern(1, 20 * MIB));
    const full = await cloud.backup(volume);
    await writeAt(path, 45 * MIB, Buffer.alloc(8 * MIB));
    await writeAt(path, 300 * MIB, pattern(2, 4 * MIB));
    const middle = await cloud.backup(volume, { incremental: true });
    await writeAt(path, 50 * MIB, pattern(3, 5 * MIB));
    await writeAt(path, 302 * MIB, Buffer.alloc(MIB));
    const top = await cloud.backup(volume, { incremental: true });
    const wanted = await fingerprint(path);
    const restored = async (): Promise<string> =>
      fingerprint(service.volumePath((await cloud.restore(top.id)).id));

    await detach(middle.id);
    expect(await cloud.show('backups', full.id)).toMatchObject({ has_dependent_backups: true });
    expect(await cloud.show('backups', top.id)).toMatchObject({ is_incremental: true });
    expect(await restored()).toBe(wanted);

    await detach(full.id);
    expect(await cloud.show('backups', top.id)).toMatchObject({ is_incremental: false, status: 'available' });
    expect(await restored()).toBe(wanted);
  }, 120_000);
});
