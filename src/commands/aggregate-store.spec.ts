import { randomUUID } from 'node:crypto';
import { benchSettings } from '../../test/support/bench-process.js';
import { requestBy } from '../../test/support/command-bench.js';
import { startTestEventLog, type TestEventLog } from '../../test/support/event-log.js';
import { FaultyEventLog } from '../../test/support/faulty-event-log.js';
import { checkpointEvery } from '../domain/quota/quota.decide.js';
import { quotaAggregate } from '../domain/quota/quota.state.js';
import { requestVolume, updateVolume } from '../domain/volume/volume.decide.js';
import { volumeEvents, type VolumeEvent } from '../domain/volume/volume.events.js';
import { volumeAggregate } from '../domain/volume/volume.state.js';
import { AggregateStore, AlreadyExists } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import { DefaultQuotaLimits } from './default-quota-limits.js';
import { encodeEvents, MalformedEvent } from './event-codec.js';
import { QuotaLedger } from './quota-ledger.js';

let test: TestEventLog;
beforeAll(async () => {
  test = await startTestEventLog();
});
afterAll(() => test.close());

/** A node of its own: nothing is shared but the log. Its clock is wrong. */
const nodeStore = (): AggregateStore =>
  new AggregateStore(test.log, benchSettings, { now: () => new Date('2001-01-01T00:00:00Z') });

const volume = (volume_id: string): VolumeEvent[] =>
  requestVolume({
    volume_id,
    project_id: 'p',
    user_id: 'u',
    size: 1,
    display_name: 'one',
    display_description: null,
    volume_type_id: 't',
    volume_type: '__DEFAULT__',
    availability_zone: 'nova',
    metadata: {},
    bootable: false,
    source: 'empty',
    source_id: null,
    restore_id: null,
  });
const context = requestBy('p');
const rename = (store: AggregateStore, id: string, display_name: string) =>
  store.execute(volumeAggregate, id, requestBy('p'), (state) => updateVolume(state, id, { display_name }));

describe('AggregateStore', () => {
  it('begins a stream once, whoever tries', async () => {
    const id = randomUUID();
    const created = await nodeStore().create(volumeAggregate, id, context, volume(id));
    expect(created.state?.created_at.slice(0, 4)).not.toBe('2001');
    await expect(nodeStore().create(volumeAggregate, id, requestBy('p'), volume(id))).rejects.toThrow(
      AlreadyExists,
    );
  });

  it('sees what other nodes appended, though it knows an older state', async () => {
    const id = randomUUID();
    const [mine, other] = [nodeStore(), nodeStore()];
    await mine.create(volumeAggregate, id, context, volume(id));
    await mine.load(volumeAggregate, id);
    await rename(other, id, 'two');
    expect((await mine.load(volumeAggregate, id)).state?.display_name).toBe('two');
  });

  it('decides again when another node was faster, never on a state that is gone', async () => {
    const id = randomUUID();
    const [mine, other] = [nodeStore(), nodeStore()];
    await mine.create(volumeAggregate, id, context, volume(id));
    const seen: (string | null | undefined)[] = [];
    const log = new FaultyEventLog(test.log);
    log.before(/VolumeUpdated/, async () => void (await rename(other, id, 'theirs')));
    const slow = new AggregateStore(log, benchSettings, { now: () => new Date() });
    const { state, revision } = await slow.execute(volumeAggregate, id, requestBy('p'), (current) => {
      seen.push(current?.display_name);
      return updateVolume(current, id, { display_name: `${current?.display_name} and mine` });
    });
    expect({ seen, name: state?.display_name, revision }).toEqual({
      seen: ['one', 'theirs'],
      name: 'theirs and mine',
      revision: 2n,
    });
  });

  it('appends nothing when nothing is decided, and nothing of a malformed event', async () => {
    const id = randomUUID();
    const store = nodeStore();
    await store.create(volumeAggregate, id, context, volume(id));
    const { position, revision } = await store.execute(volumeAggregate, id, context, () => []);
    expect({ position, revision }).toEqual({ position: undefined, revision: 0n });
    const wrong = { type: 'VolumeUpdated', data: { display_name: 7 } } as unknown as VolumeEvent;
    await expect(store.execute(volumeAggregate, id, context, () => [wrong])).rejects.toThrow(MalformedEvent);
    expect((await store.load(volumeAggregate, id)).revision).toBe(0n);
  });

  it('gives the same id to the same event of the same command at the same place', async () => {
    const id = randomUUID();
    const encoded = (command: CommandContext, revision: bigint) =>
      encodeEvents(volumeEvents, `volume-${id}`, volume(id), { context: command, revision, node: 'n' })[0]
        ?.id;
    const command = requestBy('p');
    expect(encoded(command, 3n)).toBe(encoded(command, 3n));
    expect(encoded(command, 3n)).not.toBe(encoded(command, 4n));
    expect(encoded(command, 3n)).not.toBe(encoded(requestBy('p'), 3n));
  });

  it('appends to a quota on what it knows, and decides again when another node was faster', async () => {
    const project = randomUUID();
    const seen: bigint[] = [];
    const reserve = (node: AggregateStore, id: string) =>
      node.execute(quotaAggregate, project, requestBy(project), (_, revision) => {
        seen.push(revision);
        const claim = { operation: 'backup', operation_id: id } as const;
        const data = { reservation_id: id, ...claim, deltas: { backups: 1 } };
        return [{ type: 'QuotaReserved', data } as const];
      });
    const [one, other] = [nodeStore(), nodeStore()];
    await reserve(one, 'a');
    await reserve(one, 'b');
    await reserve(other, 'c');
    await reserve(one, 'd');
    expect(seen).toEqual([-1n, 0n, 1n, 1n, 2n]);
    const { state, revision } = await nodeStore().load(quotaAggregate, project);
    expect(revision).toBe(3n);
    expect(Object.keys(state?.reservations ?? {})).toEqual(['a', 'b', 'c', 'd']);
    expect((await one.load(quotaAggregate, project)).state).toEqual(state);
  });

  it('never refuses on what it knows before it has looked', async () => {
    const project = randomUUID();
    const [one, other] = [nodeStore(), nodeStore()];
    const limits = { backups: 1 };
    const set = (node: AggregateStore, backups: number) =>
      node.execute(quotaAggregate, project, requestBy(project), () => [
        { type: 'QuotaLimitsSet', data: { limits: { backups } } } as const,
      ]);
    await set(one, limits.backups);
    await set(other, 2);
    const written = await one.execute(quotaAggregate, project, requestBy(project), (state) => {
      if (state?.limits['backups'] === limits.backups) throw new Error('over the limit of long ago');
      return [{ type: 'QuotaLimitsRemoved', data: {} } as const];
    });
    expect(written.revision).toBe(2n);
  });

  it('reads a project’s quota from its last checkpoint', async () => {
    const project = randomUUID();
    const store = nodeStore();
    const defaults = new DefaultQuotaLimits(store, benchSettings);
    const ledger = new QuotaLedger(store, defaults);
    for (let n = 0; n < checkpointEvery; n++) {
      const claim = { operation: 'volume', operation_id: `v${n}` } as const;
      const reservationId = `create.v${n}`;
      await ledger.reserve(context, { projectId: project, reservationId, claim, deltas: { volumes: 1 } });
      await ledger.commit(requestBy('p'), project, reservationId);
    }
    const { state } = await nodeStore().load(quotaAggregate, project);
    expect(state).toMatchObject({ in_use: { volumes: checkpointEvery }, reservations: {} });
    expect(state).toEqual((await nodeStore().load(quotaAggregate, project)).state);
  });
});
