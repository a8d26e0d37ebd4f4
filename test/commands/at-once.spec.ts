import { randomUUID } from 'node:crypto';
import { AggregateStore } from '../../src/commands/aggregate-store.js';
import { DefaultQuotaLimits } from '../../src/commands/default-quota-limits.js';
import { NewQuota } from '../../src/commands/idempotency/new-quota.js';
import { QuotaLedger } from '../../src/commands/quota-ledger.js';
import { abandonBackup, requestBackup } from '../../src/domain/backup/backup.decide.js';
import { backupAggregate } from '../../src/domain/backup/backup.state.js';
import { checkpointEvery } from '../../src/domain/quota/quota.decide.js';
import { quotaAggregate } from '../../src/domain/quota/quota.state.js';
import { EventLogUnavailable, type EventLog } from '../../src/drivers/event-log/port.js';
import { soleWriter } from '../../src/drivers/event-log/sole-writer.js';
import { benchSettings } from '../support/bench-process.js';
import { requestBy } from '../support/command-bench.js';
import { startChildEventLog } from '../support/event-log.js';
import { FaultyEventLog } from '../support/faulty-event-log.js';
import { backupToCreate } from '../../test/domain/histories/backup.js';

type Running = Awaited<ReturnType<typeof startChildEventLog>>;

/** A reservation, the record of what was reserved for, and its charge: one transaction where the log has them. */
describe('NewQuota at once', () => {
  let running: Running;
  let project: string;
  let id: string;
  beforeAll(async () => {
    running = await startChildEventLog();
  });
  afterAll(() => running.close());
  beforeEach(() => {
    project = randomUUID();
    id = randomUUID();
  });

  const storeOver = (log: EventLog): AggregateStore =>
    new AggregateStore(log, benchSettings, { now: () => new Date() });
  const open = (log: EventLog, limits: Readonly<Record<string, number>> = {}) => {
    const store = storeOver(log);
    const settings = { ...benchSettings, quotaLimits: limits };
    const ledger = new QuotaLedger(store, new DefaultQuotaLimits(store, settings));
    return { store, ledger, quota: new NewQuota(store, ledger) };
  };
  const wanted = (operation_id = id) => ({
    projectId: project,
    reservationId: `create.${operation_id}`,
    claim: { operation: 'backup', operation_id } as const,
    deltas: { backups: 1 },
  });
  const begin = ({ quota }: ReturnType<typeof open>, backup_id = id) =>
    quota.atOnce(requestBy(project), wanted(backup_id), [], {
      aggregate: backupAggregate,
      id: backup_id,
      decide: () => requestBackup({ ...backupToCreate, backup_id }),
    });
  const types = async (stream: string): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const { type } of running.log.readStream(stream)) found.push(type);
    return found;
  };
  const expectNothing = async (): Promise<void> => {
    expect(await types(`backup-${id}`)).toEqual([]);
    expect(await types(`quota-${project}`)).toEqual([]);
  };

  it('reserves, records and charges in this order', async () => {
    const made = await begin(open(soleWriter(running.log)));
    expect(await types(`backup-${id}`)).toEqual(['BackupRequested']);
    expect(await types(`quota-${project}`)).toEqual(['QuotaReserved', 'QuotaCommitted']);
    const order: string[] = [];
    for await (const { type, stream } of running.log.readAll()) {
      if (stream.endsWith(id) || stream.endsWith(project)) order.push(type);
    }
    expect(order).toEqual(['QuotaReserved', 'BackupRequested', 'QuotaCommitted']);
    expect(made?.charged?.commit).toBeGreaterThan(made?.begun.position?.commit ?? 0n);
  });

  it('knows afterwards what the log has', async () => {
    const mine = open(soleWriter(running.log));
    const made = await begin(mine);
    const newcomer = storeOver(running.log);
    expect((await newcomer.load(backupAggregate, id)).state).toEqual(made?.begun.state);
    const { state, revision } = await newcomer.load(quotaAggregate, project);
    expect(await mine.store.load(quotaAggregate, project)).toMatchObject({ state, revision });
    expect(state?.in_use).toEqual({ backups: 1 });
  });

  it('goes on beyond checkpoints of the quota', async () => {
    const mine = open(soleWriter(running.log));
    for (let n = 0; n < checkpointEvery; n++) expect(await begin(mine, randomUUID())).toBeDefined();
    expect((await types(`quota-${project}`)).filter((type) => type === 'QuotaCheckpointed')).toHaveLength(2);
    const { state } = await storeOver(running.log).load(quotaAggregate, project);
    expect(state?.in_use).toEqual({ backups: checkpointEvery });
  });

  it('does nothing when the record is refused', async () => {
    const mine = open(soleWriter(running.log));
    await storeOver(running.log).create(backupAggregate, id, requestBy(project), abandonBackup('gone'));
    expect(await begin(mine)).toBeUndefined();
    expect(await types(`backup-${id}`)).toEqual(['BackupAbandoned']);
    expect(await types(`quota-${project}`)).toEqual([]);
  });

  it('does nothing when the quota is exhausted, or the log makes one append at a time', async () => {
    expect(await begin(open(soleWriter(running.log), { backups: 0 }))).toBeUndefined();
    expect(await begin(open({ ...soleWriter(running.log), appendAll: undefined }))).toBeUndefined();
    await expectNothing();
  });

  it('does nothing when the reservation is there already', async () => {
    const mine = open(soleWriter(running.log));
    await mine.ledger.reserve(requestBy(project), wanted());
    expect(await begin(mine)).toBeUndefined();
    expect(await types(`backup-${id}`)).toEqual([]);
    expect(await types(`quota-${project}`)).toEqual(['QuotaReserved']);
  });

  it('does nothing when somebody else has changed the quota, and knows it then', async () => {
    const mine = open(soleWriter(running.log));
    await begin(mine, randomUUID());
    await open(running.log).ledger.reserve(requestBy(project), wanted('other'));
    expect(await begin(mine)).toBeUndefined();
    expect(await types(`backup-${id}`)).toEqual([]);
    expect(await begin(mine)).toBeDefined();
  });

  it.each([
    ['before', []],
    ['after', ['QuotaReserved', 'QuotaCommitted']],
  ] as const)('leaves all or nothing when the log fails %s', async (when, left) => {
    const log = new FaultyEventLog(running.log);
    log.set({ at: 1, when, how: 'fail' });
    const mine = open(soleWriter(log));
    await expect(begin(mine)).rejects.toThrow(EventLogUnavailable);
    expect(await types(`quota-${project}`)).toEqual(left);
    expect(await types(`backup-${id}`)).toHaveLength(left.length / 2);
    log.set(null);
    const { state } = await mine.store.load(quotaAggregate, project);
    expect(state?.in_use ?? {}).toEqual(left.length > 0 ? { backups: 1 } : {});
  });
});
