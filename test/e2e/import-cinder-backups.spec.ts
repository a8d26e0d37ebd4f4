import { createHash } from 'node:crypto';
import { cp, open } from 'node:fs/promises';
import { GOLDEN_COMPRESSIONS, goldenChain, goldenRoot } from '../support/golden-backups.js';
import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { TestService } from '../support/e2e-service.js';

const sha256OfStart = async (path: string, bytes: number): Promise<string> => {
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
  return createHash('sha256').update(buffer).digest('hex');
};

describe('chains written by a real Cinder, imported by their records', () => {
  let service: TestService;
  let cloud: Cloud;
  let api: ApiClient;

  beforeAll(async () => {
    service = await TestService.start();
    api = new ApiClient(service);
    cloud = new Cloud(api);
    for (const compression of GOLDEN_COMPRESSIONS) {
      await cp(goldenRoot(compression), service.path('backups'), { recursive: true });
    }
  }, 60_000);
  afterAll(() => service?.remove());

  it.each(GOLDEN_COMPRESSIONS)(
    'of %s, the newest first: each member is restored to the bytes it was made of',
    async (compression) => {
      const chain = goldenChain(compression);
      for (const { fields, export_record } of chain.toReversed()) {
        const { backup } = await api.json<{ backup: { id: string; name: string | null } }>(
          '/backups/import_record',
          { method: 'POST', body: export_record },
        );
        expect(backup).toMatchObject({ id: fields.id, name: null });
        await cloud.until('backups', fields.id, 'available');
      }
      for (const [index, { fields, sha256_of_volume, bytes }] of chain.entries()) {
        expect(await cloud.show('backups', fields.id)).toMatchObject({
          volume_id: fields.volume_id,
          container: fields.container,
          object_count: fields.object_count,
          is_incremental: index > 0,
          has_dependent_backups: index < chain.length - 1,
        });
        const { id } = await cloud.restore(fields.id);
        expect(await sha256OfStart(service.volumePath(id), bytes)).toBe(sha256_of_volume);
        await cloud.remove('volumes', id);
      }
      const refusal = await api.ask(`/backups/${chain[0]?.fields.id}`, { method: 'DELETE' });
      expect([refusal.status, refusal.text]).toEqual([
        400,
        expect.stringContaining('Incremental backups exist for this backup.'),
      ]);
      for (const { fields } of chain.toReversed()) await cloud.remove('backups', fields.id);
    },
    120_000,
  );
});
