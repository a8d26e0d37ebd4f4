import { ApiClient, project } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { TestService } from '../support/e2e-service.js';
import { ask as askOver } from './support/ask.js';

/** `cascade` and `detach`, which Cinder does not know. */
describe('DELETE of a backup that others are based on', () => {
  let service: TestService;
  let cloud: Cloud;
  let volume: string;
  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'none' });
    cloud = new Cloud(new ApiClient(service));
    volume = (await cloud.volume()).id;
  }, 60_000);
  afterAll(() => service?.remove());

  const chain = async (): Promise<readonly [string, string]> => {
    const full = await cloud.backup(volume);
    return [full.id, (await cloud.backup(volume, { incremental: true })).id];
  };
  const ask = (method: string, id: string, query = '') =>
    askOver(Number(new URL(service.url).port), {
      method,
      target: `/v3/${project}/backups/${id}${query}`,
      headers: { 'X-Auth-Token': `demo:${project}`, 'OpenStack-API-Version': 'volume 3.70' },
    });
  const refusal = async (id: string, query: string) => {
    const { status, text } = await ask('DELETE', id, query);
    return { status, body: JSON.parse(text) as unknown };
  };
  const badRequest = (message: string) => ({ status: 400, body: { badRequest: { code: 400, message } } });
  const gone = async (...ids: string[]): Promise<void> => {
    for (const id of ids) await cloud.untilGone('backups', id);
  };

  it('is as in Cinder without them, or when they say no', async () => {
    const [full, child] = await chain();
    const text = 'Invalid backup: Incremental backups exist for this backup.';
    for (const query of ['', '?cascade=false', '?detach=0&cascade=no']) {
      expect(await refusal(full, query)).toEqual(badRequest(text));
    }
    expect(await ask('DELETE', full, '?cascade=True')).toMatchObject({ status: 202, text: '' });
    await gone(child, full);
  });

  it('refuses both together, and words that are no booleans', async () => {
    const [full, child] = await chain();
    expect(await refusal(full, '?cascade=yes&detach=yes')).toEqual(
      badRequest("'cascade' and 'detach' exclude each other."),
    );
    expect(await refusal(full, '?cascade=x')).toEqual(
      badRequest("Value 'x' for 'cascade' is not a boolean."),
    );
    expect(await refusal(full, '?detach=')).toEqual(badRequest("Value '' for 'detach' is not a boolean."));
    for (const id of [child, full]) {
      expect((await ask('DELETE', id)).status).toBe(202);
      await gone(id);
    }
  });

  it('leaves a full backup after a detach, with nothing else changed but the objects it counts', async () => {
    const [full, child] = await chain();
    const show = async () =>
      JSON.parse((await ask('GET', child)).text) as { backup: Record<string, unknown> };
    const before = await show();
    expect(await ask('DELETE', full, '?detach=true')).toMatchObject({ status: 202, text: '' });
    await gone(full);
    const { backup } = await show();
    expect(backup).toEqual({
      ...before.backup,
      is_incremental: false,
      object_count: expect.any(Number),
      updated_at: expect.any(String),
    });
    expect(backup['object_count']).toBeGreaterThan(Number(before.backup['object_count']));
  });
});
