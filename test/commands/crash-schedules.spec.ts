import { RunBackupSchedule } from '../../src/commands/run-backup-schedule/run-backup-schedule.command.js';
import { filledVolume, firstBytes } from '../support/bench-givens.js';
import { belongingsOf } from '../support/bench-order.js';
import { noRetention, Schedules } from '../support/bench-schedules.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere, type Scenario } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

interface Scheduled {
  readonly schedule: string;
  readonly volume: string;
}

/** The second run of a schedule that keeps one backup: it makes another and removes the first. */
const run: Scenario<Scheduled> = {
  usesUp: true,
  prepare: async (_bench, by) => {
    const { volume } = await filledVolume(bench, by);
    const schedules = new Schedules(bench, by);
    const { id } = await schedules.create([volume], { retention: { ...noRetention, keep_last: 1 } });
    await schedules.run(id);
    return { schedule: id, volume };
  },
  act: async (_bench, by, { schedule }) => {
    await bench.execute(new RunBackupSchedule(by.context, schedule));
    await new Schedules(bench, by).rest(schedule);
  },
  check: async (_bench, by, { schedule }) => {
    const schedules = new Schedules(bench, by);
    const state = await schedules.rest(schedule);
    const runs = await schedules.told(schedule, 'BackupScheduleRunStarted');
    const requested = await schedules.told(schedule, 'BackupScheduleBackupRequested');
    // One backup for each run that was recorded, and the rules applied to them, wherever it was cut off.
    expect(requested.map(({ run_id }) => run_id)).toEqual(runs.map(({ run_id }) => run_id));
    const [left, ...more] = belongingsOf(bench, by.project).backups;
    expect(more).toEqual([]);
    expect(left).toMatchObject({ id: state.backups.at(-1)?.backup_id, status: 'available' });
    expect((await bench.stored(left?.id ?? '')).equals(firstBytes)).toBe(true);
  },
};

it('a run makes one backup, and prunes, wherever its service dies', async () => {
  expect(await crashEverywhere(bench, run, 5)).toBeGreaterThan(10);
}, 300_000);
