import { rm } from 'node:fs/promises';
import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { MIB, pattern, writeAt } from '../support/e2e-bytes.js';
import { ended } from '../support/e2e-processes.js';
import { spawnService, TestService } from '../support/e2e-service.js';

describe('starting the service', () => {
  let service: TestService;
  let cloud: Cloud;

  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'zstd' });
    cloud = new Cloud(new ApiClient(service));
  });
  afterAll(() => service.remove());

  it('is refused on a data directory in use, says so, and leaves the first alone', async () => {
    const second = spawnService({ data_dir: service.dataDirectory, listen: '127.0.0.1:0' });
    expect(await ended(second.child)).toBe(1);
    expect(second.output()).toMatch(
      /^emberlog: data directory .* is in use by another Emberlog; stop that one, or give this one a directory of its own \(EMBERLOG_DATA_DIR\)$/m,
    );
    expect(second.output()).not.toMatch(/\n\s+at /);
    expect((await cloud.volume()).status).toBe('available');
  });

  it('is refused on an address in use', async () => {
    const directory = service.path('other');
    const listen = new URL(service.url).host;
    const second = spawnService({ data_dir: directory, listen });
    expect(await ended(second.child)).toBe(1);
    expect(second.output()).toMatch(/EADDRINUSE.*; is another Emberlog running\?/);
    await rm(directory, { recursive: true });
  });

  it('lists every bad option at once', async () => {
    const second = spawnService({
      data_dir: service.path('other'),
      listen: 'nowhere',
      backup_compression_algorithm: 'rar',
    });
    expect(await ended(second.child)).toBe(1);
    expect(second.output()).toMatch(/EMBERLOG_LISTEN = "nowhere"/);
    expect(second.output()).toMatch(/EMBERLOG_BACKUP_COMPRESSION_ALGORITHM = "rar"/);
  });

  it('answers as before after the read model was deleted', async () => {
    const { id } = await cloud.volume({ name: 'kept', metadata: { colour: 'red' } });
    await service.shorten(id);
    await writeAt(service.volumePath(id), MIB, pattern(4, MIB));
    const full = await cloud.backup(id, { name: 'full', metadata: { tier: 'gold' } });
    await writeAt(service.volumePath(id), 3 * MIB, pattern(5, MIB));
    await cloud.backup(id, { name: 'incremental', incremental: true });
    const gone = await cloud.backup(id, { name: 'gone' });
    await cloud.remove('backups', gone.id);
    const { snapshot } = await cloud.api.post<{ snapshot: { id: string } }>('/snapshots', {
      snapshot: { volume_id: id, name: 'snapshot' },
    });
    await cloud.until('snapshots', snapshot.id, 'available');
    await cloud.restore(full.id);

    const paths = [
      '/volumes',
      '/volumes/detail?sort=name:asc',
      '/volumes/summary',
      '/snapshots/detail',
      '/backups',
      '/backups/detail?with_count=True&limit=1',
      `/backups/${full.id}`,
      `/backups/${full.id}/events`,
      `/backups/${gone.id}`,
      `/volumes/${id}`,
      `/volumes/${id}/metadata`,
      `/os-quota-sets/${cloud.api.projectId}?usage=True`,
      '/limits',
    ];
    const answers = async (): Promise<unknown[]> =>
      Promise.all(paths.map(async (path) => [path, (await cloud.api.ask(path)).body]));
    const before = await answers();
    expect(JSON.stringify(before)).toMatch(/"incremental".*"gold"/s);

    await service.signal('SIGTERM');
    for (const ending of ['', '-wal', '-shm']) {
      await rm(service.path(`read-model.sqlite${ending}`), { force: true });
    }
    await service.restart();
    expect(await answers()).toEqual(before);
  });
});
