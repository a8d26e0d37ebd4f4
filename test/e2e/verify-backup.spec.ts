import { readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { MIB, pattern, writeAt } from '../support/e2e-bytes.js';
import { chunksIn, containerOf } from '../support/e2e-objects.js';
import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';

interface Verification {
  readonly id: string;
  readonly status: string;
  readonly finished_at: string | null;
  readonly objects_checked: number;
  readonly bytes_checked: number;
  readonly damaged: readonly { readonly object_name: string; readonly problem: string }[];
}

describe('the verification of a chain', () => {
  let service: TestService;
  let cloud: Cloud;
  let full: string;
  let incremental: string;

  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'zstd', backup_file_size: 8 * MIB });
    cloud = new Cloud(new ApiClient(service));
    const { id } = await cloud.volume();
    await truncate(service.volumePath(id), 64 * MIB);
    await writeAt(service.volumePath(id), 0, pattern(21, 64 * MIB));
    full = (await cloud.backup(id)).id;
    await writeAt(service.volumePath(id), 20 * MIB, pattern(22, MIB));
    incremental = (await cloud.backup(id, { incremental: true })).id;
  });
  afterAll(() => service.remove());

  const start = async (): Promise<string> => {
    const { verification } = await cloud.api.post<{ verification: Verification }>(
      `/backups/${incremental}/action`,
      { verify: {} },
    );
    return verification.id;
  };
  const ended = async (id: string): Promise<Verification> => {
    let found: Verification | undefined;
    await eventually(async () => {
      const { verifications } = await cloud.api.get<{ verifications: Verification[] }>(
        `/backups/${incremental}/verifications`,
      );
      found = verifications.find((one) => one.id === id);
      expect(found?.finished_at).toEqual(expect.any(String));
    }, 60_000);
    if (found === undefined) throw new Error(`no verification ${id}`);
    return found;
  };

  it('reads all of it, names the one damaged object of the parent, and goes on after SIGKILL', async () => {
    const sound = await ended(await start());
    expect(sound).toMatchObject({ status: 'passed', bytes_checked: 65 * MIB, damaged: [] });
    expect(sound.objects_checked).toBe(8 + 2 + 1 + 2);

    const directory = service.path('backups', containerOf(full));
    const name = (await chunksIn(directory))[4] ?? '';
    const before = await readFile(join(directory, name));
    await writeAt(join(directory, name), 3 * MIB, Buffer.from('not what was here before'));
    const named = [{ object_name: name, problem: expect.stringMatching(/md5|zstd|damaged|block/i) }];
    expect(await ended(await start())).toMatchObject({ status: 'failed', damaged: named });
    const last = (await cloud.events('backups', incremental)).at(-1);
    expect([last?.type, last?.data['outcome'], last?.data['damaged_objects']]).toEqual([
      'BackupVerified',
      'damaged',
      1,
    ]);
    expect((await cloud.show('backups', incremental)).status).toBe('available');

    const again = await start();
    await service.kill();
    await service.restart();
    expect(await ended(again)).toMatchObject({ status: 'failed', damaged: named });

    await writeAt(join(directory, name), 0, before);
    expect((await ended(await start())).status).toBe('passed');
  });
});
