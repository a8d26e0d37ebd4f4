import { createEventSource } from '../support/e2e-event-source.js';
import { fillWith, GIB } from '../support/e2e-bytes.js';
import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { TestService } from '../support/e2e-service.js';

interface Operation {
  readonly operation: string;
  readonly phase: string;
  readonly status: string;
  readonly bytes_done: number;
  readonly bytes_total: number | null;
  readonly percent: number;
}

describe('a backup that is followed and cancelled', () => {
  let service: TestService;
  let api: ApiClient;
  let cloud: Cloud;
  let volumeId: string;

  beforeAll(async () => {
    // Small objects: there is something to follow, and to stop, from the first moments on.
    service = await TestService.start({ backup_compression_algorithm: 'zlib', backup_file_size: 2 ** 20 });
    api = new ApiClient(service);
    cloud = new Cloud(api);
    volumeId = (await cloud.volume()).id;
    await fillWith(service.volumePath(volumeId), 7, GIB / 4);
  });
  afterAll(() => service.remove());

  const cancel = (id: string) => api.ask(`/backups/${id}/action`, { method: 'POST', body: { cancel: {} } });

  it('tells how it goes, until it was cancelled; then the volume is free and the backup can be deleted', async () => {
    const id = await cloud.startBackup(volumeId);
    const told: Operation[] = [];
    const names: string[] = [];
    let answered: number | null = null;
    for await (const { event, data } of createEventSource(api, `/backups/${id}/progress`)) {
      names.push(event);
      if (event !== 'progress') continue;
      const [create] = (JSON.parse(data) as { progress: { operations: Operation[] } }).progress.operations;
      if (create === undefined) throw new Error(`no create in ${data}`);
      told.push(create);
      if (create.bytes_done > 0 && answered === null) answered = (await cancel(id)).status;
    }
    expect(answered).toBe(202);
    expect(names.at(-1)).toBe('end');
    const done = told.map(({ bytes_done }) => bytes_done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(told.find(({ bytes_done }) => bytes_done > 0)).toMatchObject({
      operation: 'create',
      phase: 'transferring',
      status: 'running',
      bytes_total: GIB,
    });
    expect(told.at(-1)).toMatchObject({ phase: 'done', status: 'cancelled' });
    expect(told.at(-1)?.percent).toBeLessThan(100);

    expect(await cloud.show('backups', id)).toMatchObject({
      status: 'error',
      fail_reason: 'cancelled by user admin',
    });
    expect((await cloud.show('volumes', volumeId)).status).toBe('available');
    const { status, body } = await cancel(id);
    const message =
      'Invalid backup: Nothing of it is running that could be cancelled, its status is "error".';
    expect([status, body]).toEqual([400, { badRequest: { code: 400, message } }]);
    await cloud.remove('backups', id);
  });
});
