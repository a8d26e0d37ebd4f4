import { CreateBackup } from '../../src/commands/create-backup/create-backup.command.js';
import { DeleteBackupSchedule } from '../../src/commands/delete-backup-schedule/delete-backup-schedule.command.js';
import { UpdateBackupSchedule } from '../../src/commands/update-backup-schedule/update-backup-schedule.command.js';
import { RunBackupSchedule } from '../../src/commands/run-backup-schedule/run-backup-schedule.command.js';
import { SetQuotaLimits } from '../../src/commands/set-quota-limits/set-quota-limits.command.js';
import { filledVolume } from '../support/bench-givens.js';
import { belongingsOf, expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { noRetention, Schedules } from '../support/bench-schedules.js';
import { CommandBench } from '../support/command-bench.js';
import { eventually } from '../support/eventually.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let by: Requests;
let schedules: Schedules;
let projects = 0;
beforeEach(() => {
  bench.clockAheadMs = 0;
  by = new Requests(`schedule-project-${++projects}`);
  schedules = new Schedules(bench, by);
});

const backups = () => belongingsOf(bench, by.project).backups;

describe('a schedule that is due', () => {
  it('makes a backup of each volume in its owner’s name', async () => {
    const { volume: a } = await filledVolume(bench, by);
    const { volume: b } = await filledVolume(bench, by);
    const { id } = await schedules.create([a, b], { metadata: { tier: 'gold' } });
    await bench.reconcile();
    expect(await schedules.types(id)).toEqual(['BackupScheduleCreated']);
    await schedules.passDue(id);
    const { last_run, next_run_at } = await schedules.rest(id);
    expect(await schedules.types(id)).toEqual([
      'BackupScheduleCreated',
      'BackupScheduleRunStarted',
      'BackupScheduleBackupPlanned',
      'BackupScheduleBackupRequested',
      'BackupScheduleBackupPlanned',
      'BackupScheduleBackupRequested',
      'BackupScheduleRunFinished',
      'BackupSchedulePruned',
      'BackupSchedulePruned',
    ]);
    expect(last_run).toMatchObject({ trigger: 'time', requested: 2, skipped: 0 });
    expect(next_run_at !== null && next_run_at > (last_run?.due_at ?? '')).toBe(true);
    expect(
      backups()
        .map(({ volume_id }) => volume_id)
        .toSorted(),
    ).toEqual([a, b].toSorted());
    const name = `nightly-${last_run?.due_at.slice(0, 19)}`;
    for (const backup of backups()) {
      expect(backup).toMatchObject({ status: 'available', display_name: name, parent_id: null });
      expect(backup).toMatchObject({
        user_id: `user-of-${by.project}`,
        metadata: { tier: 'gold', backup_schedule_id: id },
      });
    }
    await expectOrder(bench, by.project);
  });

  it('runs once for all the times it missed, and tells them', async () => {
    const { volume } = await filledVolume(bench, by);
    const { id, next_run_at } = await schedules.create([volume]);
    await schedules.passDue(id, 3);
    await schedules.rest(id);
    const [missed] = await schedules.told(id, 'BackupScheduleRunsMissed');
    expect(missed).toMatchObject({ missed: 3, first_due_at: next_run_at });
    expect(await schedules.told(id, 'BackupScheduleRunStarted')).toHaveLength(1);
    expect(backups()).toHaveLength(1);
  });

  it('does nothing while it is disabled, and begins anew when it is enabled', async () => {
    const { volume } = await filledVolume(bench, by);
    const { id } = await schedules.create([volume]);
    await schedules.passDue(id);
    await bench.execute(new UpdateBackupSchedule(by.context, id, { enabled: false }));
    await bench.reconcile();
    expect((await schedules.state(id)).next_run_at).toBeNull();
    expect(backups()).toEqual([]);
    await bench.execute(new UpdateBackupSchedule(by.context, id, { enabled: true }));
    expect((await schedules.state(id)).next_run_at).not.toBeNull();
  });

  it('goes on with the other volumes when one cannot be backed up, and says why', async () => {
    const { volume: gone } = await filledVolume(bench, by);
    const { volume: locked } = await filledVolume(bench, by);
    const { volume } = await filledVolume(bench, by);
    const { id } = await schedules.create([gone, locked, volume]);
    await bench.execute(by.deleteVolume(gone));
    await bench.settle();
    bench.process.volumeFaults.fail('extendVolume', new Error('no space'));
    await bench.execute(by.extend(locked, 2));
    await bench.idle();
    const state = await schedules.run(id);
    expect(state.last_run).toMatchObject({ trigger: 'request', requested: 1, skipped: 2 });
    const skipped = await schedules.told(id, 'BackupScheduleBackupSkipped');
    expect(skipped.map(({ volume_id, reason }) => [volume_id, reason])).toEqual([
      [gone, 'volume not found'],
      [locked, 'volume not available'],
    ]);
    expect(skipped[0]).toMatchObject({ detail: `Volume ${gone} could not be found.` });
    await expectOrder(bench, by.project);
  });

  it('skips when the quota is used up, and when the backup before is still being made', async () => {
    const { volume } = await filledVolume(bench, by);
    const { id } = await schedules.create([volume]);
    await bench.execute(new SetQuotaLimits(by.context, by.project, { backups: 0 }));
    await schedules.run(id);
    await bench.execute(new SetQuotaLimits(by.context, by.project, { backups: 5 }));
    const reached = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    bench.process.backupFaults.run('backup', async () => {
      reached.resolve();
      await going.promise;
    });
    await bench.execute(new RunBackupSchedule(by.context, id));
    await bench.reconcile();
    await reached.promise;
    await bench.execute(new RunBackupSchedule(by.context, id));
    await bench.reconcile();
    going.resolve();
    await schedules.rest(id);
    const skipped = await schedules.told(id, 'BackupScheduleBackupSkipped');
    expect(skipped.map(({ reason }) => reason)).toEqual(['quota exceeded', 'previous backup still running']);
    await expectOrder(bench, by.project);
  });

  it('refuses a second run while one is under way, and those of other projects', async () => {
    const { volume } = await filledVolume(bench, by);
    const { id } = await schedules.create([volume]);
    bench.process.log.before(/QuotaReserved/, async () => {
      await expect(bench.execute(new RunBackupSchedule(by.context, id))).rejects.toMatchObject({
        code: 'ResourceConflict',
        message: `A run of backup schedule ${id} is under way.`,
      });
    });
    await schedules.run(id);
    const stranger = new Requests('a-stranger');
    const missing = { code: 'BackupScheduleNotFound', message: `Backup schedule ${id} could not be found.` };
    await expect(bench.execute(new RunBackupSchedule(stranger.context, id))).rejects.toMatchObject(missing);
    await expect(bench.execute(new DeleteBackupSchedule(stranger.context, id))).rejects.toMatchObject(
      missing,
    );
  });
});

describe('the rules of a schedule', () => {
  const keepTwo = { retention: { ...noRetention, keep_last: 2 } };

  it('remove what they do not keep, and nothing that others made', async () => {
    const { volume } = await filledVolume(bench, by);
    const { id } = await schedules.create([volume], keepTwo);
    const own = await bench.execute(by.createBackup(volume, { metadata: { backup_schedule_id: id } }));
    await bench.settle();
    for (let run = 0; run < 3; run++) await schedules.run(id);
    const made = (await schedules.told(id, 'BackupScheduleBackupRequested')).map(
      ({ backup_id }) => backup_id,
    );
    expect(made).toHaveLength(3);
    await bench.settle();
    expect(
      backups()
        .map((backup) => backup.id)
        .toSorted(),
    ).toEqual([own.id, made[1], made[2]].toSorted());
    const prunings = await schedules.told(id, 'BackupSchedulePruned');
    expect(prunings.at(-1)).toEqual({
      volume_id: volume,
      kept: [
        { backup_id: made[2], reasons: ['last 1 of 2'] },
        { backup_id: made[1], reasons: ['last 2 of 2'] },
      ],
      removed: [{ backup_id: made[0], reason: 'no rule keeps it' }],
      gone: [],
    });
    expect(await schedules.told(id, 'BackupScheduleBackupRemoved')).toEqual([{ backup_id: made[0] }]);
    await expectOrder(bench, by.project);
  });

  it('remove a chain from its end, once nothing that is kept builds on it', async () => {
    const { volume } = await filledVolume(bench, by);
    const { id } = await schedules.create([volume], {
      full_every: 3,
      retention: { ...noRetention, keep_last: 1 },
    });
    for (let run = 0; run < 3; run++) await schedules.run(id);
    expect(backups()).toHaveLength(3);
    expect(backups().filter(({ parent_id }) => parent_id === null)).toHaveLength(1);
    const [{ kept } = { kept: [] }] = (await schedules.told(id, 'BackupSchedulePruned')).slice(-1);
    expect((kept as { reasons: string[] }[]).map(({ reasons }) => reasons[0]?.slice(0, 9))).toEqual([
      'last 1 of',
      'parent of',
      'parent of',
    ]);
    // A full one again: the chain before it is not needed any more.
    await schedules.run(id);
    await bench.settle();
    expect(backups()).toMatchObject([{ parent_id: null }]);
    expect(await schedules.told(id, 'BackupScheduleRemovalRefused')).toEqual([]);
    await expectOrder(bench, by.project);
  });

  it('leave to the next run what cannot go now', async () => {
    const { volume } = await filledVolume(bench, by);
    const { id } = await schedules.create([volume], { retention: { ...noRetention, keep_last: 1 } });
    const { backups: first } = await schedules.run(id);
    const kept = first[0]?.backup_id ?? '';
    const makeIncremental = async (): Promise<void> => {
      const request = by.createBackup(volume);
      await bench.execute(new CreateBackup(request.context, { ...request.input, incremental: true }));
    };
    // The reconciler, which gives nobody time here, may take a request for abandoned; whoever made it tries again.
    bench.process.log.before(/BackupSchedulePruned/, () => eventually(makeIncremental));
    // The user's incremental builds on the newest: the first may go, the second not, in the run after.
    await schedules.run(id);
    await schedules.run(id);
    await bench.settle();
    const { backups: left } = await schedules.state(id);
    expect(left.map(({ backup_id }) => backup_id)).not.toContain(kept);
    const last = (await schedules.told(id, 'BackupSchedulePruned')).at(-1) as {
      kept: { reasons: string[] }[];
    };
    expect(last.kept.map(({ reasons }) => reasons.join())).toEqual([
      'last 1 of 1',
      expect.stringMatching(/^parent of [0-9a-f-]{36}$/),
    ]);
    await expectOrder(bench, by.project);
  });
});

it('a deleted schedule makes and removes nothing more; its backups stay', async () => {
  const { volume } = await filledVolume(bench, by);
  const { id } = await schedules.create([volume], { retention: { ...noRetention, keep_last: 1 } });
  await schedules.run(id);
  await schedules.passDue(id);
  await bench.execute(new DeleteBackupSchedule(by.context, id));
  await bench.reconcile();
  await bench.settle();
  expect(backups()).toMatchObject([{ status: 'available' }]);
  expect((await schedules.types(id)).at(-1)).toBe('BackupScheduleDeleted');
});
