import { operationContext } from '../../src/commands/operation-context.js';
import type { Operation } from '../../src/commands/operations.js';
import type { OperationKind } from '../../src/domain/shared/claim.js';
import type { AnyEvent } from '../../src/domain/shared/event.js';
import { decodeEvent } from '../../src/projections/history/decode-event.js';
import { firstBytes, secondBytes, withFull, withSnapshot } from '../support/bench-givens.js';
import {
  deleteGroupSnapshot,
  groupFromSnapshot,
  groupOf,
  takeGroupSnapshot,
} from '../support/bench-group-snapshots.js';
import { expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`late-project-${++projects}`);

/**
 * Runs every step that the aggregate ever waited for once more, each with the state of its time; what one leaves behind, no
 * later one may have to clear away. Answers which.
 */
const runAllAgain = async (by: Requests, kind: OperationKind, id: string): Promise<readonly string[]> => {
  const { aggregate, nextStep, steps } = bench.process.operations[kind] as unknown as Operation<
    unknown,
    AnyEvent,
    string
  >;
  const ran: string[] = [];
  let state: unknown = null;
  for (const event of await bench.events(`${kind}-${id}`)) {
    const known = decodeEvent(event, aggregate.events);
    if (known !== null) state = aggregate.evolve(state, known);
    const step = nextStep(state);
    if (step === null) continue;
    const context = operationContext(event, 'worker', `late.${step}.${id}.${event.revision}`);
    const signal = new AbortController().signal;
    await steps[step]?.({ id, state, context, signal }).catch(() => undefined);
    await expectOrder(bench, by.project);
    ran.push(step);
  }
  return ran;
};

/** Every event of the log, as text. */
const everything = async (): Promise<readonly string[]> => {
  const events: string[] = [];
  for await (const { stream, type } of bench.log.readAll()) events.push(`${stream} ${type}`);
  return events;
};

const expectNothingNew = async (
  by: Requests,
  kind: OperationKind,
  id: string,
): Promise<readonly string[]> => {
  await bench.settle();
  const before = await everything();
  const ran = await runAllAgain(by, kind, id);
  expect(await everything()).toEqual(before);
  return [...new Set(ran)];
};

describe('a worker that comes late, at any step, changes nothing', () => {
  it('of a backup, finished and deleted', async () => {
    const by = someone();
    const { volume } = await withFull(bench, by);
    const { id } = await bench.execute(by.createBackup(volume, { incremental: true }));
    const create = ['schedule', 'start', 'prepareDevice', 'exportDevice', 'transfer', 'detachDevice'];
    const ran = await expectNothingNew(by, 'backup', id);
    expect(ran).toEqual([...create, 'removeExport', 'finish']);
    await bench.execute(by.deleteBackup(id));
    expect(await expectNothingNew(by, 'backup', id)).toEqual([...ran, 'deleteObjects', 'finishDelete']);
  });

  it('of a backup that failed', async () => {
    const by = someone();
    const { volume } = await withFull(bench, by);
    bench.process.backupFaults.fail('backup', new Error('no'));
    const { id } = await bench.execute(by.createBackup(volume));
    expect((await expectNothingNew(by, 'backup', id)).slice(-3)).toEqual([
      'detachDevice',
      'removeExport',
      'fail',
    ]);
  });

  it('of a restore, to a new volume and in place', async () => {
    const by = someone();
    const { volume, full } = await withFull(bench, by);
    await bench.execute(by.restore(full));
    await bench.settle();
    await bench.execute(by.restore(full, { volume_id: volume }));
    await bench.settle();
    const ids = (await everything()).flatMap(
      (line) => /^restore-(\S+) RestoreRequested/.exec(line)?.[1] ?? [],
    );
    expect(ids.length).toBe(2);
    for (const id of ids) expect(await expectNothingNew(by, 'restore', id)).toContain('transfer');
  });

  it('of a verification, and of one that a delete ended', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    const { id } = await bench.execute(by.verify(full));
    expect(await expectNothingNew(by, 'verification', id)).toEqual(['verify', 'finish']);
    bench.process.backupFaults.run('verify', () => bench.execute(by.deleteBackup(full)));
    const cancelled = await bench.execute(by.verify(full));
    expect(await expectNothingNew(by, 'verification', cancelled.id)).toEqual(['verify', 'finish']);
    expect(await expectNothingNew(by, 'backup', full)).toContain('stopVerification');
  });

  it('of a revert, and of one that another deletion was faster than', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    await bench.execute(by.revert(volume, snapshot));
    await bench.settle();
    expect((await bench.bytes(volume)).equals(firstBytes)).toBe(true);
    await bench.write(volume, secondBytes);
    expect(await expectNothingNew(by, 'volume', volume)).toEqual(['create', 'prepareRevert', 'revert']);
    expect((await bench.bytes(volume)).equals(secondBytes)).toBe(true);
    bench.process.volumeFaults.fail('prepareRevert', new Error('no'));
    await bench.execute(by.revert(volume, snapshot));
    await bench.settle();
    expect((await bench.volume(volume)).status).toBe('error');
    expect(await expectNothingNew(by, 'volume', volume)).toContain('prepareRevert');
    expect((await bench.bytes(volume)).equals(secondBytes)).toBe(true);
  });

  it('of a group snapshot, and of a group that is made of it', async () => {
    const by = someone();
    const { group } = await groupOf(bench, by);
    const { id } = await bench.execute(takeGroupSnapshot(by, group));
    expect(await expectNothingNew(by, 'groupSnapshot', id)).toEqual(['createSnapshots']);
    const again = await bench.execute(groupFromSnapshot(by, id));
    expect(await expectNothingNew(by, 'group', again.id)).toEqual(['createMembers']);
    await bench.execute(deleteGroupSnapshot(by, id));
    expect(await expectNothingNew(by, 'groupSnapshot', id)).toEqual(['createSnapshots', 'deleteSnapshots']);
  });

  it('of volumes and snapshots, made, extended and deleted', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    await bench.execute(by.extend(volume, 2));
    expect(await expectNothingNew(by, 'volume', volume)).toEqual(['create', 'extend']);
    expect(await expectNothingNew(by, 'snapshot', snapshot)).toEqual(['create']);
    await bench.execute(by.deleteVolume(volume, { cascade: true }));
    expect(await expectNothingNew(by, 'snapshot', snapshot)).toEqual(['create', 'delete']);
    expect(await expectNothingNew(by, 'volume', volume)).toEqual([
      'create',
      'extend',
      'deleteSnapshots',
      'delete',
    ]);
  });
});
