import { randomUUID } from 'node:crypto';
import { AggregateStore, AlreadyExists } from '../../src/commands/aggregate-store.js';
import { DefaultQuotaLimits } from '../../src/commands/default-quota-limits.js';
import { QuotaLedger } from '../../src/commands/quota-ledger.js';
import { abandonBackup, requestBackup } from '../../src/domain/backup/backup.decide.js';
import { backupAggregate } from '../../src/domain/backup/backup.state.js';
import { quotaAggregate } from '../../src/domain/quota/quota.state.js';
import type { EventLog } from '../../src/drivers/event-log/port.js';
import { soleWriter } from '../../src/drivers/event-log/sole-writer.js';
import { benchSettings } from '../support/bench-process.js';
import { requestBy } from '../support/command-bench.js';
import { startChildEventLog } from '../support/event-log.js';
import { backupToCreate } from '../../test/domain/histories/backup.js';

type Running = Awaited<ReturnType<typeof startChildEventLog>>;

/** The record of what was reserved for, and its charge: one transaction where the log has them. */
describe('QuotaLedger begins and charges', () => {
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

  const ledgerOver = (log: EventLog): QuotaLedger => {
    const store = new AggregateStore(log, benchSettings, { now: () => new Date() });
    return new QuotaLedger(store, new DefaultQuotaLimits(store, benchSettings));
  };
  const reserve = (by: QuotaLedger, operation_id = id) =>
    by.reserve(requestBy(project), {
      projectId: project,
      reservationId: `create.${operation_id}`,
      claim: { operation: 'backup', operation_id },
      deltas: { backups: 1 },
    });
  const begin = (by: QuotaLedger) => {
    const begun = {
      aggregate: backupAggregate,
      id,
      events: requestBackup({ ...backupToCreate, backup_id: id }),
    };
    return by.begin(requestBy(project), begun, project, `create.${id}`);
  };
  const types = async (stream: string): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const { type } of running.log.readStream(stream)) found.push(type);
    return found;
  };

  it('at once, the record first', async () => {
    const ledger = ledgerOver(soleWriter(running.log));
    await reserve(ledger);
    const { begun, charged } = await begin(ledger);
    expect(await types(`backup-${id}`)).toEqual(['BackupRequested']);
    expect(await types(`quota-${project}`)).toEqual(['QuotaReserved', 'QuotaCommitted']);
    expect(charged?.state?.in_use).toEqual({ backups: 1 });
    expect(charged?.position?.commit).toBeGreaterThan(begun.position?.commit ?? 0n);
    const newcomer = new AggregateStore(running.log, benchSettings, { now: () => new Date() });
    expect((await newcomer.load(backupAggregate, id)).state).toEqual(begun.state);
    expect((await newcomer.load(quotaAggregate, project)).state).toEqual(charged?.state);
  });

  it('nothing when the record is refused', async () => {
    const ledger = ledgerOver(soleWriter(running.log));
    await reserve(ledger);
    const reconciler = new AggregateStore(running.log, benchSettings, { now: () => new Date() });
    await reconciler.create(backupAggregate, id, requestBy(project), abandonBackup('gone'));
    await expect(begin(ledger)).rejects.toThrow(AlreadyExists);
    expect(await types(`quota-${project}`)).toEqual(['QuotaReserved']);
  });

  it.each<[string, (log: EventLog) => EventLog]>([
    ['somebody else has changed the quota', soleWriter],
    ['the log makes one append at a time', (log) => ({ ...soleWriter(log), appendBoth: undefined })],
  ])('the record alone when %s, and the charge follows', async (what, open) => {
    const ledger = ledgerOver(open(running.log));
    await reserve(ledger);
    if (what.startsWith('somebody')) await reserve(ledgerOver(running.log), 'other');
    const { charged } = await begin(ledger);
    expect(charged).toBeUndefined();
    expect(await types(`backup-${id}`)).toEqual(['BackupRequested']);
    await ledger.commit(requestBy(project), project, `create.${id}`);
    expect((await types(`quota-${project}`)).at(-1)).toBe('QuotaCommitted');
  });
});
