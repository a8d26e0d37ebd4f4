import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { firstDifference, MIB, pattern, writeAt } from '../support/e2e-bytes.js';
import { cpuSeconds, forgetPeak, peakMib, percentile, probing, residentMib } from '../support/e2e-load.js';
import { TestService } from '../support/e2e-service.js';

const SIZE_GIB = 4;
const ALLOWED_MIB = 256;
/** Our default, and that of Cinder's posix driver. */
const objectSizes = [52_428_800, 1_999_994_880];

/** A quarter of it random, spread all over; the rest zeros. */
const fillSparsely = async (path: string): Promise<void> => {
  for (let gap = 0; gap < SIZE_GIB * 64; gap++) {
    await writeAt(path, gap * 16 * MIB + 5 * MIB, pattern(gap, 4 * MIB));
  }
};

describe.each(objectSizes)(`a volume of ${SIZE_GIB} GiB in objects of %i bytes`, (objectSize) => {
  let service: TestService;
  let cloud: Cloud;

  beforeAll(async () => {
    service = await TestService.start({
      backup_compression_algorithm: 'none',
      backup_file_size: objectSize,
    });
    cloud = new Cloud(new ApiClient(service));
  });
  afterAll(() => service.remove());

  let idle: number;
  let logIdle: number;

  /** What the service needs beyond what it had when nothing was done yet, while it does something and answers questions. */
  const measured = async (what: string, ask: string, work: () => Promise<void>): Promise<void> => {
    const { pid, logPid = 0 } = service;
    forgetPeak(pid);
    forgetPeak(logPid);
    const [started, cpu] = [performance.now(), cpuSeconds(pid)];
    const { statuses, times } = await probing(() => cloud.api.ask(ask), 50, work);
    const seconds = (performance.now() - started) / 1000;
    const above = peakMib(pid) - idle;
    const figures = [
      `${what}: ${above.toFixed(0)} MiB above the idle ${idle.toFixed(0)} MiB`,
      `event log ${(peakMib(logPid) - logIdle).toFixed(0)} MiB above ${logIdle.toFixed(0)} MiB`,
      `${seconds.toFixed(1)} s, ${((cpuSeconds(pid) - cpu) / seconds).toFixed(2)} processors busy`,
      `${times.length} answers, p99 ${percentile(times, 0.99).toFixed(0)} ms`,
    ];
    console.info(`objects of ${objectSize} bytes, ${figures.join('; ')}`);
    expect([...statuses]).toEqual([200]);
    expect(above).toBeLessThanOrEqual(ALLOWED_MIB);
  };

  it(`is backed up and restored within ${ALLOWED_MIB} MiB, and the API answers meanwhile`, async () => {
    const { id } = await cloud.volume({ size: SIZE_GIB });
    await fillSparsely(service.volumePath(id));
    await sleep(500);
    [idle, logIdle] = [residentMib(service.pid), residentMib(service.logPid ?? 0)];
    let backupId = '';
    await measured('backup', `/volumes/${id}`, async () => {
      backupId = await cloud.startBackup(id);
      await cloud.until('backups', backupId, 'available');
    });
    let restored = '';
    await measured('restore', `/backups/${backupId}`, async () => {
      restored = await cloud.startRestore(backupId);
      await cloud.until('backups', backupId, 'available');
      await cloud.until('volumes', restored, 'available');
    });
    expect(await firstDifference(service.volumePath(restored), service.volumePath(id))).toBeNull();
  });
});
