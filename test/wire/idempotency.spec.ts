import { ApiClient, type Answer } from '../support/e2e-client.js';
import { Cloud, type Resource } from '../support/e2e-cloud.js';
import { TestService } from '../support/e2e-service.js';

describe('the header Idempotency-Key', () => {
  let service: TestService;
  let api: ApiClient;
  let cloud: Cloud;
  let volume: Resource;
  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'none' });
    api = new ApiClient(service);
    cloud = new Cloud(api);
    volume = await cloud.volume({ name: 'source' });
  });
  afterAll(() => service.remove());

  const post = (path: string, body: object, key?: string, client = api): Promise<Answer> =>
    client.ask(path, { method: 'POST', body, headers: key === undefined ? {} : { 'Idempotency-Key': key } });
  const list = async (collection: 'volumes' | 'snapshots' | 'backups'): Promise<Resource[]> =>
    (await api.get<Record<string, Resource[]>>(`/${collection}`))[collection] ?? [];
  const wire = ({ status, body }: Answer): unknown => ({ status, body });

  /** Sends it to ten connections at once, and again when what it asked for has come to its end. */
  const tenTimes = async (
    path: string,
    body: object,
    key: string,
    end: (first: Answer) => Promise<unknown>,
  ) => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(path, body, key)));
    const [first] = answers;
    if (first === undefined) throw new Error('nothing was answered');
    await end(first);
    answers.push(await post(path, body, key));
    expect(answers.map(wire)).toEqual(answers.map(() => wire(first)));
    return first;
  };

  it('makes one volume, and one answer', async () => {
    const body = { volume: { size: 1, name: 'keyed', metadata: { a: '1', b: '2' } } };
    const until = ({ body: answer }: Answer): Promise<unknown> =>
      cloud.until('volumes', (answer as { volume: Resource }).volume.id, 'available');
    const { status, body: answer } = await tenTimes('/volumes', body, 'v', until);
    expect([status, answer]).toEqual([
      202,
      { volume: expect.objectContaining({ name: 'keyed', status: 'creating', updated_at: null }) },
    ]);
    expect((await list('volumes')).filter(({ name }) => name === 'keyed').length).toBe(1);
    const reordered = { volume: { metadata: { b: '2', a: '1' }, name: 'keyed', size: 1 } };
    expect((await post('/volumes', reordered, 'v')).body).toEqual(answer);
  });

  it('makes one snapshot, and one answer', async () => {
    const body = { snapshot: { volume_id: volume.id, name: 'keyed' } };
    const until = ({ body: answer }: Answer): Promise<unknown> =>
      cloud.until('snapshots', (answer as { snapshot: Resource }).snapshot.id, 'available');
    const first = await tenTimes('/snapshots', body, 's', until);
    const { snapshot } = first.body as { snapshot: Resource };
    expect([first.status, snapshot.status]).toEqual([202, 'creating']);
    await cloud.remove('snapshots', snapshot.id);
    expect(wire(await post('/snapshots', body, 's'))).toEqual(wire(first));
    expect(await list('snapshots')).toEqual([]);
  });

  it('makes one backup and one restore of it, whose answers stay when everything is gone', async () => {
    const made = { backup: { volume_id: volume.id, name: 'keyed' } };
    const first = await tenTimes('/backups', made, 'b', ({ body }) =>
      cloud.until('backups', (body as { backup: Resource }).backup.id, 'available'),
    );
    const { backup } = first.body as { backup: Resource };
    const href = (kind: string, path: string): object => ({ rel: kind, href: `${service.url}${path}` });
    expect(wire(first)).toEqual({
      status: 202,
      body: {
        backup: {
          id: backup.id,
          name: 'keyed',
          links: [
            href('self', `/v3/${api.projectId}/backups/${backup.id}`),
            href('bookmark', `/${api.projectId}/backups/${backup.id}`),
          ],
        },
      },
    });
    expect((await list('backups')).map(({ id }) => id)).toEqual([backup.id]);

    const path = `/backups/${backup.id}/restore`;
    const back = await tenTimes(path, { restore: { volume_id: volume.id } }, 'r', () =>
      cloud.until('backups', backup.id, 'available'),
    );
    const answer = { backup_id: backup.id, volume_id: volume.id, volume_name: 'source' };
    expect(wire(back)).toEqual({ status: 202, body: { restore: answer } });
    const anew = await tenTimes(path, { restore: {} }, 'n', () =>
      cloud.until('backups', backup.id, 'available'),
    );
    const volumeId = (anew.body as { restore: { volume_id: string } }).restore.volume_id;
    expect(wire(anew)).toEqual({
      status: 202,
      body: {
        restore: {
          backup_id: backup.id,
          volume_id: volumeId,
          volume_name: `restore_backup_${backup.id}`,
        },
      },
    });

    await api.json(`/volumes/${volume.id}`, { method: 'PUT', body: { volume: { name: 'renamed' } } });
    await cloud.until('volumes', volumeId, 'available');
    await cloud.remove('volumes', volumeId);
    await cloud.remove('backups', backup.id);
    await cloud.remove('volumes', volume.id);
    expect(wire(await post('/backups', made, 'b'))).toEqual(wire(first));
    expect(wire(await post(path, { restore: { volume_id: volume.id } }, 'r'))).toEqual(wire(back));
    expect(wire(await post(path, { restore: {} }, 'n'))).toEqual(wire(anew));
  });

  const used = 'This Idempotency-Key was used before with another request; use a new key for a new request.';
  it('refuses another body, and answers the first one still', async () => {
    const body = { volume: { size: 1, name: 'one' } };
    const first = await post('/volumes', body, 'twice');
    expect(wire(await post('/volumes', { volume: { size: 2, name: 'one' } }, 'twice'))).toEqual({
      status: 422,
      body: { computeFault: { code: 422, message: used } },
    });
    expect(wire(await post('/volumes', body, 'twice'))).toEqual(wire(first));
  });

  it('of another project is another key', async () => {
    const body = { volume: { size: 1 } };
    const other = new ApiClient(service, 'f00dfeed0000000000000000000beef0');
    const ids = [await post('/volumes', body, 'mine'), await post('/volumes', body, 'mine', other)].map(
      (answer) => (answer.body as { volume: Resource }).volume.id,
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('does not remember a refusal', async () => {
    const body = { backup: { volume_id: volume.id, name: 'later' } };
    const missing = { code: 404, message: `Volume ${volume.id} could not be found.` };
    expect(wire(await post('/backups', body, 'refused'))).toEqual({
      status: 404,
      body: { itemNotFound: missing },
    });
    const { id } = await cloud.volume();
    expect((await post('/backups', { backup: { volume_id: id } }, 'refused')).status).toBe(202);
  });

  it.each([
    ['empty', ''],
    ['of several words', 'two words'],
    ['too long', 'k'.repeat(256)],
  ])('is refused when it is %s, and makes nothing', async (_what, key) => {
    const before = await list('volumes');
    expect(wire(await post('/volumes', { volume: { size: 1 } }, key))).toEqual({
      status: 400,
      body: {
        badRequest: {
          code: 400,
          message:
            'Invalid input for header Idempotency-Key: it must be 1 to 255 visible ASCII characters, without spaces.',
        },
      },
    });
    expect(await list('volumes')).toEqual(before);
  });

  it('is not needed, and without it each request is one of its own', async () => {
    const body = { volume: { size: 1 } };
    const [one, two] = [await post('/volumes', body), await post('/volumes', body)];
    const idOf = (answer: Answer): string => (answer.body as { volume: Resource }).volume.id;
    expect(idOf(one)).not.toBe(idOf(two));
  });
});
