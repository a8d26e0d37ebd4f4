import { withFull } from '../../../test/support/bench-givens.js';
import { expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { toCinderTime } from '../../domain/shared/time.js';
import { ReleaseBackupHold } from '../release-backup-hold/release-backup-hold.command.js';
import { HoldBackup } from './hold-backup.command.js';

describe('A held backup', () => {
  let bench: CommandBench;
  beforeAll(async () => {
    bench = await CommandBench.start();
  });
  afterAll(() => bench.close());

  it('is deleted only when the hold was released', async () => {
    const by = new Requests('project-held');
    const { full } = await withFull(bench, by);
    const input = { reason: 'case 12', until: null };
    expect((await bench.execute(new HoldBackup(by.context, full, input))).hold).toMatchObject({
      ...input,
      user_id: 'user-of-project-held',
    });
    for (const force of [false, true]) {
      await expect(bench.execute(by.deleteBackup(full, force))).rejects.toThrow(
        'The backup is held by user user-of-project-held until it is released: case 12',
      );
    }
    await bench.execute(new ReleaseBackupHold(by.context, full));
    await bench.execute(by.deleteBackup(full));
    await bench.settle();
    expect((await bench.backup(full)).status).toBe('deleted');
    await expectOrder(bench, by.project);
  });

  it('is deleted when the hold has lapsed', async () => {
    const by = new Requests('project-held-for-an-hour');
    const { full } = await withFull(bench, by);
    const until = toCinderTime(new Date(Date.now() + 3_600_000));
    await bench.execute(new HoldBackup(by.context, full, { reason: 'audit', until }));
    await expect(bench.execute(by.deleteBackup(full))).rejects.toThrow(`until ${until}: audit`);
    bench.clockAheadMs = 3_600_001;
    await bench.execute(by.deleteBackup(full));
    await bench.settle();
    expect((await bench.backup(full)).status).toBe('deleted');
  });

  it('of another project is not found', async () => {
    const by = new Requests('project-held-mine');
    const { full } = await withFull(bench, by);
    const { context } = new Requests('project-held-theirs');
    const missing = `Backup ${full} could not be found.`;
    await expect(bench.execute(new HoldBackup(context, full, { reason: 'x', until: null }))).rejects.toThrow(
      missing,
    );
    await expect(bench.execute(new ReleaseBackupHold(context, full))).rejects.toThrow(missing);
  });
});
