import {
  EventTooLarge,
  WrongExpectedRevision,
  type EventLog,
  type NewEvent,
} from '../../src/drivers/event-log/port.js';
import { startChildEventLog } from '../support/event-log.js';
import { collect, fill, freshStream, ids, sample, samples } from './event-log.samples.js';

type Running = Awaited<ReturnType<typeof startChildEventLog>>;

describe('appends to several streams', () => {
  let running: Running;
  let one: string;
  let other: string;
  beforeAll(async () => {
    running = await startChildEventLog();
  });
  afterAll(() => running.close());
  beforeEach(async () => {
    [one, other] = [freshStream(), freshStream()];
    await fill(running.log, one, samples(2));
  });

  const all: NonNullable<EventLog['appendAll']> = (appends) => {
    const { appendAll } = running.log;
    if (appendAll === undefined) throw new Error('this log has it');
    return appendAll(appends);
  };
  const eventsOf = async (stream: string): Promise<string[]> =>
    ids(await collect(running.log.readStream(stream)));
  const append = (stream: string, expected: 'no_stream' | bigint, events: readonly NewEvent[]) => {
    return { stream, expected, events };
  };

  it('are all made, in their order, a stream that comes again behind itself', async () => {
    const [first, second, third] = [samples(2), samples(1), samples(1)];
    const results = await all([
      append(one, 1n, first),
      append(other, 'no_stream', second),
      append(one, 3n, third),
    ]);
    expect(results.map(({ revision }) => revision)).toEqual([3n, 0n, 4n]);
    const seen = (await collect(running.log.readAll())).filter(({ stream }) => [one, other].includes(stream));
    expect(ids(seen).slice(2)).toEqual(ids([...first, ...second, ...third]));
    expect(results.at(-1)?.position).toEqual(seen.at(-1)?.position);
    expect(results.at(-1)?.created).toEqual(seen.at(-1)?.created);
  });

  it('are none of them made when one is refused', async () => {
    const before = await eventsOf(one);
    const refused = all([
      append(one, 1n, [sample()]),
      append(other, 4n, [sample()]),
      append(one, 2n, [sample()]),
    ]);
    await expect(refused).rejects.toThrow(WrongExpectedRevision);
    await expect(refused).rejects.toMatchObject({ stream: other, expected: 4n, actual: 'no_stream' });
    const large = sample({ text: 'x'.repeat(2 ** 20) });
    await expect(all([append(one, 1n, [sample()]), append(other, 'no_stream', [large])])).rejects.toThrow(
      EventTooLarge,
    );
    expect([await eventsOf(one), await eventsOf(other)]).toEqual([before, []]);
  });

  it('are recognised when they are made again', async () => {
    const appends = [append(one, 1n, [sample()]), append(other, 'no_stream', [sample()])];
    await all(appends);
    await running.log.append(one, 2n, [sample()]);
    expect(await all(appends)).toEqual([{ revision: 2n }, { revision: 0n }]);
    expect([(await eventsOf(one)).length, (await eventsOf(other)).length]).toEqual([4, 1]);
  });

  it('are made once when the server dies under them', async () => {
    const making = [freshStream(), freshStream(), freshStream()].map((stream) => {
      return {
        stream,
        made: all([append(stream, 'no_stream', [sample()]), append(`${stream}b`, 'no_stream', [sample()])]),
      };
    });
    const { pid } = running.server;
    if (pid === undefined) throw new Error('the server runs');
    process.kill(pid, 'SIGKILL');
    for (const { stream, made } of making) {
      expect((await made).map(({ revision }) => revision)).toEqual([0n, 0n]);
      expect([(await eventsOf(stream)).length, (await eventsOf(`${stream}b`)).length]).toEqual([1, 1]);
    }
  });

  it('are not offered over the protocol, which has no such thing', async () => {
    const overGrpc = await startChildEventLog({ overGrpc: true });
    expect(overGrpc.log.appendAll).toBeUndefined();
    await overGrpc.close();
  });
});
