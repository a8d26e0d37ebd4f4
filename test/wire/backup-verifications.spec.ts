import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiClient, type Answer } from '../support/e2e-client.js';
import { Cloud, type Resource } from '../support/e2e-cloud.js';
import { chunksIn, containerOf } from '../support/e2e-objects.js';
import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';

const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
const uuid = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);

interface Verification {
  readonly id: string;
  readonly status: string;
  readonly finished_at: string | null;
}

/** docs/extensions.md, over the wire. */
describe('verifications of backups', () => {
  let service: TestService;
  let cloud: Cloud;
  let backup: Resource;
  beforeAll(async () => {
    service = await TestService.start();
    cloud = new Cloud(new ApiClient(service));
    const volume = await cloud.volume();
    await service.shorten(volume.id);
    backup = await cloud.backup(volume.id);
  }, 60_000);
  afterAll(() => service?.remove());

  const act = (id: string, body: object): Promise<Answer> =>
    cloud.api.ask(`/backups/${id}/action`, { method: 'POST', body, microversion: '3.0' });
  const list = async (query = ''): Promise<readonly Verification[]> =>
    (await cloud.api.get<{ verifications: Verification[] }>(`/backups/${backup.id}/verifications${query}`))
      .verifications;
  const newest = async (): Promise<Verification> => {
    await eventually(async () => expect((await list())[0]?.finished_at).toEqual(moment));
    const [first] = await list();
    if (first === undefined) throw new Error('there is no verification');
    return first;
  };

  it('are asked for, pass, and are listed newest first', async () => {
    expect(await list()).toEqual([]);
    const { status, body } = await act(backup.id, { verify: {} });
    expect([status, body]).toEqual([
      202,
      {
        verification: {
          id: uuid,
          backup_id: backup.id,
          status: 'requested',
          created_at: moment,
          started_at: null,
          finished_at: null,
          objects_checked: 0,
          bytes_checked: 0,
          damaged_objects: 0,
          damaged: [],
          message: null,
        },
      },
    ]);
    const { id } = (body as { verification: Verification }).verification;
    const passed = await newest();
    expect(passed).toEqual({
      id,
      backup_id: backup.id,
      status: 'passed',
      created_at: moment,
      started_at: moment,
      finished_at: moment,
      objects_checked: expect.any(Number),
      bytes_checked: expect.any(Number),
      damaged_objects: 0,
      damaged: [],
      message: null,
    });
    expect((await act(backup.id, { verify: null })).status).toBe(202);
    const second = await newest();
    expect((await list()).map((one) => one.id)).toEqual([second.id, id]);
    expect(await list('?limit=1')).toEqual([second]);
  });

  it('fail with the names of missing objects; the backup is available still', async () => {
    const directory = service.path('backups', containerOf(backup.id));
    const [first = ''] = await chunksIn(directory);
    await unlink(join(directory, first));
    await act(backup.id, { verify: {} });
    const found = await newest();
    expect(found).toMatchObject({
      status: 'failed',
      damaged_objects: 1,
      damaged: [{ object_name: first, problem: 'is missing' }],
      message: expect.stringMatching(/^1 of \d+ objects are missing or damaged\.$/),
    });
    expect((await cloud.show('backups', backup.id)).status).toBe('available');
  });

  it.each([
    [{ verify: { deep: true } }, 400],
    [{ verify: 'please' }, 400],
  ])('%j is refused', async (body, status) => {
    const answer = await act(backup.id, body);
    expect([answer.status, Object.keys(answer.body as object)]).toEqual([status, ['badRequest']]);
  });

  it('need a backup that is available', async () => {
    await act(backup.id, { 'os-reset_status': { status: 'error' } });
    const refused = await act(backup.id, { verify: {} });
    expect([refused.status, refused.body]).toEqual([
      400,
      { badRequest: { code: 400, message: 'Invalid backup: Backup status must be available or restoring' } },
    ]);
    const missing = '3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01';
    const fault = { itemNotFound: { code: 404, message: `Backup ${missing} could not be found.` } };
    expect((await act(missing, { verify: {} })).body).toEqual(fault);
    expect((await cloud.api.ask(`/backups/${missing}/verifications`)).body).toEqual(fault);
  });
});
