import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { fillWith, firstDifference, GIB } from '../support/e2e-bytes.js';
import {
  expectSoundLog,
  objectIds,
  ofStream,
  ofType,
  recordedEvents,
  upTo,
} from '../support/e2e-event-log.js';
import { untilTrue } from '../support/e2e-objects.js';
import { TestService } from '../support/e2e-service.js';

const OBJECTS = 64;
const options = { backup_compression_algorithm: 'none', backup_file_size: GIB / OBJECTS };

describe('a service that ends in the middle of a backup of 1 GiB', () => {
  let service: TestService;
  let cloud: Cloud;
  let volumeId: string;

  beforeAll(async () => {
    service = await TestService.start(options);
    cloud = new Cloud(new ApiClient(service));
    volumeId = (await cloud.volume()).id;
    await fillWith(service.volumePath(volumeId), 1, GIB);
  });
  afterAll(() => service.remove());

  /** Objects that lie in the store and are not recorded yet would tell nothing: many are written side by side. */
  const startAndReachFirstObjects = async (): Promise<string> => {
    const backupId = await cloud.startBackup(volumeId);
    await untilTrue('the first objects', async () => (await cloud.bytesDone(backupId, 'create')) > 0);
    return backupId;
  };

  const expectContinued = async (backupId: string, before: number): Promise<void> => {
    const done = await cloud.until('backups', backupId, 'available');
    expect(done).toMatchObject({ object_count: OBJECTS, fail_reason: null });
    expect((await cloud.show('volumes', volumeId)).status).toBe('available');
    const started = (await cloud.events('backups', backupId)).filter(
      ({ type }) => type === 'BackupTransferStarted',
    );
    expect(started.map(({ data }) => [data['attempt'], data['kept_objects']])).toEqual([
      [1, 0],
      [2, before],
    ]);
    const restored = await cloud.restore(backupId);
    const [copy, original] = [service.volumePath(restored.id), service.volumePath(volumeId)];
    expect(await firstDifference(copy, original)).toBeNull();
    await cloud.remove('volumes', restored.id);
  };

  const expectNothingTwice = async (backupId: string, before: number): Promise<void> => {
    const events = await recordedEvents(service.dataDirectory);
    expectSoundLog(events);
    expect(objectIds(events, backupId)).toEqual(upTo(OBJECTS));
    const attempts = ofStream(events, `backupData-${backupId}`).map(({ data }) => data['attempt']);
    expect(attempts).toEqual(upTo(OBJECTS).map((id) => (id <= before ? 1 : 2)));
  };

  it('goes on after SIGKILL from the object it had reached', async () => {
    const backupId = await startAndReachFirstObjects();
    await service.kill();
    const atDeath = await recordedEvents(service.dataDirectory);
    const before = objectIds(atDeath, backupId).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(OBJECTS);
    expect(ofType(ofStream(atDeath, `backup-${backupId}`), 'BackupDataCompleted')).toEqual([]);

    await service.restart();
    await expectContinued(backupId, before);
    await service.kill();
    await expectNothingTwice(backupId, before);
    await service.restart();
  });

  it('ends in good order within seconds on SIGTERM, says so in the history, and goes on after it', async () => {
    const backupId = await startAndReachFirstObjects();
    const asked = performance.now();
    expect(await service.signal('SIGTERM')).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
    const atEnd = await recordedEvents(service.dataDirectory);
    const before = objectIds(atEnd, backupId).length;
    expect(before).toBeLessThan(OBJECTS);
    expect(ofType(ofStream(atEnd, `backup-${backupId}`), 'BackupTransferInterrupted')).toMatchObject([
      { data: { attempt: 1, reason: 'the service is stopping' } },
    ]);

    await service.restart();
    await expectContinued(backupId, before);
    await service.signal('SIGTERM');
    await expectNothingTwice(backupId, before);
    await service.restart();
  });
});
