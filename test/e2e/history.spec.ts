import { randomUUID } from 'node:crypto';
import { ApiClient } from '../support/e2e-client.js';
import { Cloud, type EventView } from '../support/e2e-cloud.js';
import { TestService } from '../support/e2e-service.js';

/** Who did what and when, and how things were. Callers of noauth are all administrators, so nothing is hidden from anybody here. */
describe('the history of what was backed up', () => {
  let service: TestService;
  let cloud: Cloud;

  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'zstd' });
    cloud = new Cloud(new ApiClient(service));
  });
  afterAll(() => service.remove());

  const smallVolume = async (): Promise<string> => {
    const { id } = await cloud.volume();
    await service.shorten(id);
    return id;
  };
  const typesOf = (events: readonly EventView[]): readonly string[] => events.map(({ type }) => type);

  it('tells each step of a backup, who asked for it and in which request, also after it is gone', async () => {
    const volume_id = await smallVolume();
    const answer = await cloud.api.ask('/backups', {
      method: 'POST',
      body: { backup: { volume_id, name: 'first' } },
      headers: { 'X-Auth-Token': `ann:${cloud.api.projectId}` },
    });
    const { id } = (answer.body as { backup: { id: string } }).backup;
    await cloud.until('backups', id, 'available');
    const events = await cloud.events('backups', id);
    expect(typesOf(events)).toEqual([
      'BackupRequested',
      'BackupScheduled',
      'BackupStarted',
      'BackupDevicePrepared',
      'BackupDeviceExported',
      'BackupDeviceAttached',
      'BackupTransferStarted',
      'BackupDataCompleted',
      'BackupDeviceDetached',
      'BackupDeviceUnexported',
      'BackupAvailable',
    ]);
    expect(events[0]).toMatchObject({
      revision: 0,
      actor: { user_id: 'ann', project_id: cloud.api.projectId },
      request_id: answer.headers.get('x-openstack-request-id'),
      data: { backup_id: id, display_name: 'first' },
    });
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort());

    await cloud.remove('backups', id);
    const afterwards = await cloud.events('backups', id);
    expect(afterwards.slice(0, events.length)).toEqual(events);
    expect(typesOf(afterwards).slice(events.length)).toEqual([
      'BackupDeletionRequested',
      'BackupObjectsDeleted',
      'BackupDeleted',
    ]);
  });

  it('is given in pages', async () => {
    const { id } = await cloud.backup(await smallVolume());
    const all = await cloud.events('backups', id);
    const seen: EventView[] = [];
    let next: string | undefined = `/backups/${id}/events?limit=4`;
    while (next !== undefined) {
      const page: { events: EventView[]; events_links?: { href: string }[] } = await cloud.api.get(next);
      expect(page.events.length).toBeLessThanOrEqual(4);
      seen.push(...page.events);
      next = page.events_links?.[0]?.href.split(cloud.api.projectId)[1];
    }
    expect(seen).toEqual(all);
  });

  it('shows a backup as it was at a revision or a time, also after it is gone', async () => {
    const { id } = await cloud.backup(await smallVolume(), { name: 'old name' });
    const available = await cloud.show('backups', id);
    const { revision = 0, at = '' } = (await cloud.events('backups', id)).at(-1) ?? {};
    await cloud.api.json(`/backups/${id}`, { method: 'PUT', body: { backup: { name: 'new name' } } });
    await cloud.remove('backups', id);

    expect(await cloud.show('backups', id, `?at=${revision}`)).toEqual(available);
    expect(await cloud.show('backups', id, `?at=${at}`)).toEqual(available);
    expect((await cloud.show('backups', id, '?at=0')).status).toBe('creating');
    expect((await cloud.show('backups', id, `?at=${revision + 1}`)).name).toBe('new name');
    expect((await cloud.api.ask(`/backups/${id}?at=2001-01-01T00:00:00`)).status).toBe(404);
    expect((await cloud.api.ask(`/backups/${id}`)).status).toBe(404);
    expect((await cloud.api.ask(`/backups/${id}?at=yesterday`)).status).toBe(400);
  });

  it('is there for volumes and snapshots, too', async () => {
    const { id } = await cloud.volume({ name: 'first' });
    const { snapshot } = await cloud.api.post<{ snapshot: { id: string } }>('/snapshots', {
      snapshot: { volume_id: id },
    });
    await cloud.until('snapshots', snapshot.id, 'available');
    await cloud.api.json(`/volumes/${id}`, { method: 'PUT', body: { volume: { name: 'second' } } });
    await cloud.remove('snapshots', snapshot.id);
    await cloud.remove('volumes', id);

    expect(typesOf(await cloud.events('volumes', id))).toEqual([
      'VolumeCreateRequested',
      'VolumeCreated',
      'VolumeSnapshotAdded',
      'VolumeUpdated',
      'VolumeSnapshotRemoved',
      'VolumeDeletionRequested',
      'VolumeDeleted',
    ]);
    expect((await cloud.show('volumes', id, '?at=1')).name).toBe('first');
    expect((await cloud.show('volumes', id, '?at=3')).name).toBe('second');
    expect(typesOf(await cloud.events('snapshots', snapshot.id)).at(-1)).toBe('SnapshotDeleted');
    expect((await cloud.show('snapshots', snapshot.id, '?at=0')).status).toBe('creating');
  });

  it('of something that never was is a 404', async () => {
    const id = randomUUID();
    const { status, body } = await cloud.api.ask(`/backups/${id}/events`);
    expect(status).toBe(404);
    expect(body).toEqual({ itemNotFound: { code: 404, message: `Backup ${id} could not be found.` } });
  });
});
