import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { fillWith, firstDifference, GIB, MIB } from '../support/e2e-bytes.js';
import { expectSoundLog, ofType, recordedEvents } from '../support/e2e-event-log.js';
import { untilTrue } from '../support/e2e-objects.js';
import { TestService } from '../support/e2e-service.js';

const options = { backup_compression_algorithm: 'none', backup_file_size: 16 * MIB };

describe('a service that is killed in the middle of a restore of 1 GiB', () => {
  let service: TestService;
  let cloud: Cloud;
  let backupId: string;
  let originId: string;

  beforeAll(async () => {
    service = await TestService.start(options);
    cloud = new Cloud(new ApiClient(service));
    originId = (await cloud.volume()).id;
    await fillWith(service.volumePath(originId), 2, GIB);
    backupId = (await cloud.backup(originId)).id;
  });
  afterAll(() => service.remove());

  /** Progress in the order of recording; the first of the second attempt lies beyond the last of the first. */
  const expectContinued = async (progressAtDeath: number): Promise<void> => {
    await service.kill();
    const events = await recordedEvents(service.dataDirectory);
    expectSoundLog(events);
    expect(ofType(events, 'RestoreDeviceAttached').map(({ data }) => data['attempt'])).toEqual([1, 2]);
    const applied = ofType(events, 'RestoreProgressed').map(({ data }) => Number(data['applied_objects']));
    expect(applied).toEqual([...new Set(applied)].sort((a, b) => a - b));
    expect(applied.length).toBeGreaterThan(progressAtDeath);
    expect(applied.at(-1)).toBe(64);
    expect(ofType(events, 'RestoreCompleted')).toHaveLength(1);
  };

  it('goes on after SIGKILL from the objects that were durable on the new volume', async () => {
    const volumeId = await cloud.startRestore(backupId);
    await untilTrue('the first objects', async () => (await cloud.bytesDone(backupId, 'restore')) > 0);
    await service.kill();
    const atDeath = await recordedEvents(service.dataDirectory);
    const progress = ofType(atDeath, 'RestoreProgressed').length;
    expect(progress).toBeGreaterThan(0);
    expect(ofType(atDeath, 'RestoreDataCompleted')).toEqual([]);

    await service.restart();
    expect((await cloud.show('backups', backupId)).status).toMatch(/^(restoring|available)$/);
    await cloud.until('backups', backupId, 'available');
    await cloud.until('volumes', volumeId, 'available');
    const [copy, original] = [service.volumePath(volumeId), service.volumePath(originId)];
    expect(await firstDifference(copy, original)).toBeNull();
    await expectContinued(progress);
    await service.restart();
  });
});
