import { randomUUID } from 'node:crypto';
import { benchSettings } from '../support/bench-process.js';
import { requestBy } from '../support/command-bench.js';
import { startChildEventLog } from '../support/event-log.js';
import { FaultyEventLog } from '../support/faulty-event-log.js';
import { requestVolume, updateVolume } from '../../src/domain/volume/volume.decide.js';
import { volumeAggregate, type VolumeState } from '../../src/domain/volume/volume.state.js';
import { soleWriter } from '../../src/drivers/event-log/sole-writer.js';
import { AggregateStore } from '../../src/commands/aggregate-store.js';
import type { Loaded } from '../../src/commands/loaded-cache.js';

type Running = Awaited<ReturnType<typeof startChildEventLog>>;

/** As in a service with an event log of its own, which tells when it recorded an append. */
describe('AggregateStore of a process that writes alone', () => {
  let running: Running;
  let log: FaultyEventLog;
  let reads: string[];
  let store: AggregateStore;
  beforeAll(async () => {
    running = await startChildEventLog();
  });
  afterAll(() => running.close());

  beforeEach(() => {
    log = new FaultyEventLog(running.log);
    reads = [];
    const read = log.readStream.bind(log);
    log.readStream = (stream, options) => {
      reads.push(stream);
      return read(stream, options);
    };
    store = storeOver(soleWriter(log));
  });

  /** Its clock is wrong. */
  const storeOver = (eventLog: ConstructorParameters<typeof AggregateStore>[0]): AggregateStore =>
    new AggregateStore(eventLog, benchSettings, { now: () => new Date('2001-01-01T00:00:00Z') });
  const begin = async (): Promise<string> => {
    const id = randomUUID();
    await store.create(volumeAggregate, id, requestBy('p'), volume(id));
    return id;
  };
  const rename = (by: AggregateStore, id: string, display_name: string) =>
    by.execute(volumeAggregate, id, requestBy('p'), (state) => updateVolume(state, id, { display_name }));
  /** As somebody finds it who knows nothing yet. */
  const asRecorded = (id: string): Promise<Loaded<VolumeState>> =>
    storeOver(running.log).load(volumeAggregate, id);

  it('knows what it has written as it is recorded, and reads nothing', async () => {
    const id = await begin();
    const { state, revision, operation } = await rename(store, id, 'two');
    const recorded = await asRecorded(id);
    expect({ state, revision, operation }).toEqual(recorded);
    expect(recorded.operation?.type).toBe('VolumeCreateRequested');
    expect(await store.load(volumeAggregate, id)).toMatchObject(recorded);
    expect(reads).toEqual([]);
  });

  it('does not read again what is not there', async () => {
    const id = randomUUID();
    for (let times = 0; times < 2; times++) {
      expect((await store.load(volumeAggregate, id)).state).toBeNull();
    }
    expect(reads).toEqual([`volume-${id}`]);
  });

  it('sees what was written past it in the same process', async () => {
    const alone = soleWriter(log);
    store = storeOver(alone);
    const id = await begin();
    await rename(storeOver(alone), id, 'another’s');
    expect((await store.load(volumeAggregate, id)).state?.display_name).toBe('another’s');
  });

  it('looks again when it does not know whether an append got through', async () => {
    const id = await begin();
    log.set({ at: 1, when: 'after', how: 'fail' });
    await expect(rename(store, id, 'two')).rejects.toThrow('fail after');
    log.set(null);
    const seen: (string | null | undefined)[] = [];
    await store.execute(volumeAggregate, id, requestBy('p'), (state) => {
      seen.push(state?.display_name);
      return updateVolume(state, id, { display_name: 'three' });
    });
    expect(seen).toEqual(['two']);
    expect((await asRecorded(id)).revision).toBe(2n);
  });

  it('decides again when what it knows is not the newest', async () => {
    const id = await begin();
    const seen: (string | null | undefined)[] = [];
    log.before(/VolumeUpdated/, async () => void (await rename(storeOver(running.log), id, 'theirs')));
    const { state } = await store.execute(volumeAggregate, id, requestBy('p'), (current) => {
      seen.push(current?.display_name);
      return updateVolume(current, id, { display_name: `${current?.display_name} and mine` });
    });
    expect({ seen, name: state?.display_name }).toEqual({
      seen: ['one', 'theirs'],
      name: 'theirs and mine',
    });
  });
});

const volume = (volume_id: string) =>
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
