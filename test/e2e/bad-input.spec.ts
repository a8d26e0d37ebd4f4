import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { ApiClient, type Answer, type AskOptions } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { MIB } from '../support/e2e-bytes.js';
import { recordedEvents } from '../support/e2e-event-log.js';
import { TestService } from '../support/e2e-service.js';

describe('bad input', () => {
  let service: TestService;
  let cloud: Cloud;
  let volumeId: string;
  let backupId: string;

  /** All that there is: the log, every answer that shows state, every file. */
  const everything = async (): Promise<unknown> => {
    const paths = ['/volumes/detail', '/snapshots/detail', '/backups/detail', '/limits'];
    const answers = await Promise.all(paths.map(async (path) => (await cloud.api.ask(path)).body));
    await service.signal('SIGTERM');
    const events = await recordedEvents(service.dataDirectory);
    const files = await readdir(service.dataDirectory, { recursive: true });
    await service.restart();
    return {
      answers,
      head: events.at(-1)?.position,
      count: events.length,
      files: files.filter((file) => !/sqlite/.test(file)).sort(),
    };
  };
  let before: unknown;

  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'zstd' });
    cloud = new Cloud(new ApiClient(service));
    volumeId = (await cloud.volume()).id;
    await service.shorten(volumeId);
    backupId = (await cloud.backup(volumeId)).id;
    before = await everything();
  });
  afterAll(async () => {
    try {
      expect(await everything()).toEqual(before);
    } finally {
      await service.remove();
    }
  });

  const post = (path: string, body: unknown, more: AskOptions = {}): Promise<Answer> =>
    cloud.api.ask(path, { method: 'POST', body, ...more });
  const backup = (members: object): object => ({ backup: { volume_id: volumeId, ...members } });
  const expectFault = (
    { status, body }: Answer,
    code: number,
    key: string,
    message: string | RegExp,
  ): void => {
    expect([status, body]).toEqual([code, { [key]: { code, message: expect.stringMatching(message) } }]);
  };
  const expect400 = (answer: Answer, message: string | RegExp): void =>
    expectFault(answer, 400, 'badRequest', message);

  it.each(['{"backup": ', '[', 'nonsense', '{"backup": {"volume_id": NaN}}', '\u0000'])(
    'as JSON: %j is malformed',
    async (text) => expect400(await post('/backups', text), /^Malformed request body$/),
  );

  it('as a body that is no object or lacks its envelope', async () => {
    expect400(await post('/backups', 'null'), /^None is not of type 'object'$/);
    expect400(await post('/backups', {}), /^'backup' is a required property$/);
    expect400(
      await post('/backups', { backup: {} }),
      /^Invalid input for field\/attribute backup\. Value: {}\. 'volume_id' is a required property$/,
    );
  });

  it('as members nobody knows', async () => {
    const unexpected = /Additional properties are not allowed \('colour' was unexpected\)$/;
    expect400(await post('/backups', backup({ colour: 'red' })), unexpected);
    expect400(await post(`/backups/${backupId}/restore`, { restore: { colour: 'red' } }), unexpected);
    expect400(await post('/volumes', { volume: { size: 1, colour: 'red' } }), unexpected);
    expect400(
      await post('/backups', backup({ metadata: {} }), { microversion: '3.42' }),
      /\('metadata' was unexpected\)$/,
    );
  });

  it.each(['x', '../../etc/passwd', `${randomUUID()}0`, 5, {}])('as an id: %j', async (id) => {
    expect400(
      await post('/backups', { backup: { volume_id: id } }),
      /^Invalid input for field\/attribute volume_id\./,
    );
    expect400(
      await post(`/backups/${backupId}/restore`, { restore: { volume_id: id } }),
      /^Invalid input for field\/attribute volume_id\./,
    );
  });

  it('as ids of nothing', async () => {
    const id = randomUUID();
    expectFault(
      await post('/backups', { backup: { volume_id: id } }),
      404,
      'itemNotFound',
      `^Volume ${id} could not be found.$`,
    );
    expectFault(
      await post(`/backups/${id}/restore`, { restore: {} }),
      404,
      'itemNotFound',
      `^Backup ${id} could not be found.$`,
    );
    for (const path of ['/backups/x', `/backups/${id}`]) {
      expect((await cloud.api.ask(path)).status).toBe(404);
      expect((await cloud.api.ask(path, { method: 'DELETE' })).status).toBe(404);
    }
  });

  it.each([0, -1, 1.5, 2 ** 31, 1e300, '1 TiB', '', true, null, [1]])('as a size: %j', async (size) => {
    expect((await post('/volumes', { volume: { size } })).status).toBe(400);
    expect((await post(`/volumes/${volumeId}/action`, { 'os-extend': { new_size: size } })).status).toBe(400);
  });

  it('as a smaller size of a volume that is there', async () => {
    expect400(
      await post(`/volumes/${volumeId}/action`, { 'os-extend': { new_size: 1 } }),
      /New size for extend must be greater than current size/,
    );
  });

  it('as a microversion', async () => {
    for (const microversion of ['3.72', '3.999', '2.0', '4.0']) {
      const answer = await post('/backups', backup({}), { microversion });
      expectFault(
        answer,
        406,
        'computeFault',
        `^Version ${microversion} is not supported by the API. Minimum is 3.0 and maximum is 3.71.$`,
      );
    }
    for (const microversion of ['abc', '3', '3.01', '-1.0']) {
      expect400(await post('/backups', backup({}), { microversion }), /is of invalid format/);
    }
  });

  it('as a body of 10 MiB, whether it says so or not', async () => {
    const description = 'x'.repeat(10 * MIB);
    // The refusal comes before the body was sent; a client may meet it as a broken connection.
    const big = await post('/backups', backup({ description })).catch(() => ({ status: 413 }));
    expect(big.status).toBe(413);
    const stream = new Blob([JSON.stringify(backup({ description }))]).stream();
    const chunked = await fetch(`${service.url}/v3/${cloud.api.projectId}/backups`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'X-Auth-Token': 'admin', 'Content-Type': 'application/json' },
    }).catch(() => ({ status: 413 }));
    expect(chunked.status).toBe(413);
    expect((await cloud.api.ask('/backups')).status).toBe(200);
  });

  it.each(['../x', 'a/../../x', '..', '/etc', '/etc/emberlog', 'a\0b', 'x'.repeat(256), './.', 5, ['x']])(
    'as a container: %j',
    async (container) => expect400(await post('/backups', backup({ container })), /container/),
  );

  it('as names and metadata out of range', async () => {
    for (const members of [
      { name: 'x'.repeat(256) },
      { description: 'x'.repeat(256) },
      { description: 'a\u0007b' },
      { metadata: { key: 'x'.repeat(256) } },
      { metadata: { ['x'.repeat(256)]: 'v' } },
      { metadata: { key: 5 } },
      { incremental: 'perhaps' },
      { force: 1 },
    ]) {
      expect400(await post('/backups', backup(members)), /^Invalid input for field\/attribute /);
    }
  });

  it('as a question', async () => {
    expect400(await cloud.api.ask('/backups?limit=-1'), /limit/);
    expect400(await cloud.api.ask('/backups?limit=many'), /limit/);
    expect400(await cloud.api.ask('/backups?sort_key=colour'), /Invalid sort key/);
    expect400(await cloud.api.ask('/backups?sort=name:sideways'), /Unknown sort direction/);
    expectFault(
      await cloud.api.ask('/backups?marker=x'),
      404,
      'itemNotFound',
      /^Backup x could not be found\.$/,
    );
  });
});
