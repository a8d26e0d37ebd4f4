import { truncate } from 'node:fs/promises';
import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { fillWith, MIB } from '../support/e2e-bytes.js';
import { expectSoundLog, ofStream, recordedEvents } from '../support/e2e-event-log.js';
import { containerOf, objectsIn, untilTrue } from '../support/e2e-objects.js';
import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';

/** Small objects, so that removing them takes long enough to be interrupted. */
const options = {
  backup_compression_algorithm: 'none',
  backup_file_size: 32_768,
};

describe('a service that is killed while it deletes the 1024 objects of a backup', () => {
  let service: TestService;
  let cloud: Cloud;
  let volumeId: string;

  beforeAll(async () => {
    service = await TestService.start(options);
    cloud = new Cloud(new ApiClient(service));
    volumeId = (await cloud.volume()).id;
    await truncate(service.volumePath(volumeId), 32 * MIB);
    await fillWith(service.volumePath(volumeId), 3, 32 * MIB);
  });
  afterAll(() => service.remove());

  it('deletes the rest after SIGKILL and gives the quota back once', async () => {
    const { id } = await cloud.backup(volumeId);
    const directory = service.path('backups', containerOf(id));
    const all = (await objectsIn(directory)).length;
    expect(all).toBe(1024 + 2);
    await cloud.api.delete(`/backups/${id}`);
    await untilTrue('some objects are gone', async () => (await objectsIn(directory)).length < all);
    await service.kill();
    const left = (await objectsIn(directory)).length;
    expect(left).toBeGreaterThan(0);

    await service.restart();
    await cloud.untilGone('backups', id);
    expect(await objectsIn(service.path('backups'))).toEqual([]);
    await eventually(async () => {
      const { quota_set } = await cloud.api.get<{ quota_set: Record<string, object> }>(
        `/os-quota-sets/${cloud.api.projectId}?usage=True`,
      );
      expect(quota_set['backups']).toMatchObject({ in_use: 0, reserved: 0 });
      expect(quota_set['backup_gigabytes']).toMatchObject({ in_use: 0, reserved: 0 });
    });
    await service.kill();
    const events = await recordedEvents(service.dataDirectory);
    expectSoundLog(events);
    const types = ofStream(events, `backup-${id}`).map(({ type }) => type);
    expect(types.slice(types.indexOf('BackupDeletionRequested'))).toEqual([
      'BackupDeletionRequested',
      'BackupObjectsDeleted',
      'BackupDeleted',
    ]);
    await service.restart();
  });
});
