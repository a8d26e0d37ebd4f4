import {
  EventLogUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type EventLog,
  type LogPosition,
} from './port.js';
import { soleWriter } from './sole-writer.js';

async function* none(): AsyncGenerator<never> {}

const at = (commit: bigint): LogPosition => ({ commit, prepare: commit });

describe('soleWriter', () => {
  let outcome: () => Promise<AppendResult>;
  let newest: LogPosition | undefined;
  let asked: number;
  let answered: Promise<void>;
  let log: EventLog;

  const append = (stream = 'backup-1'): Promise<AppendResult> => log.append(stream, 'no_stream', []);
  const writes = (commit: bigint): (() => Promise<AppendResult>) => {
    return async () => ({ revision: 0n, position: at(commit) });
  };

  beforeEach(() => {
    asked = 0;
    answered = Promise.resolve();
    newest = at(5n);
    log = soleWriter({
      append: () => outcome(),
      head: async () => {
        asked += 1;
        const answer = newest;
        await answered;
        return answer;
      },
    } as unknown as EventLog);
  });

  it('asks for the head once, and then knows it from its own appends', async () => {
    expect(await log.head()).toEqual(at(5n));
    outcome = writes(9n);
    await append();
    outcome = writes(7n);
    await append();
    expect(await log.head()).toEqual(at(9n));
    expect(asked).toBe(1);
  });

  it('knows an empty log', async () => {
    newest = undefined;
    expect(await log.head()).toBeUndefined();
    expect(await log.head()).toBeUndefined();
    expect(asked).toBe(1);
  });

  it('does not count what readers of the log are not shown', async () => {
    await log.head();
    outcome = writes(9n);
    await append('$$heartbeat-1');
    expect(await log.head()).toEqual(at(5n));
  });

  it.each([
    ['failed', () => Promise.reject(new EventLogUnavailable('gone'))],
    ['ended somewhere', async () => ({ revision: 0n })],
  ])('asks again after an append that %s', async (_, unclear) => {
    await log.head();
    outcome = unclear;
    await append().catch(() => undefined);
    newest = at(6n);
    expect(await log.head()).toEqual(at(6n));
    expect(await log.head()).toEqual(at(6n));
    expect(asked).toBe(2);
  });

  it('learns from each of several appends, and nothing of those that were refused', async () => {
    const read: string[] = [];
    let all = async (): Promise<readonly AppendResult[]> => [
      { revision: 3n, position: at(6n) },
      { revision: 0n, position: at(8n) },
    ];
    const inner = {
      head: async () => newest,
      appendAll: () => all(),
      readStream(stream: string) {
        read.push(stream);
        return none();
      },
    } as unknown as EventLog;
    const alone = soleWriter(inner);
    const both = ['quota-1', 'backup-1'].map((stream) => ({ stream, expected: 2n, events: [] }));
    const behind = async (stream: string, from: bigint): Promise<void> => {
      for await (const _ of alone.readStream(stream, { from })) throw new Error('nothing is there');
    };
    await alone.appendAll?.(both);
    expect(await alone.head()).toEqual(at(8n));
    await behind('quota-1', 4n);
    await behind('backup-1', 1n);
    expect(read).toEqual([]);
    all = () => Promise.reject(new WrongExpectedRevision('backup-1', 2n, 3n));
    await expect(alone.appendAll?.(both)).rejects.toThrow(WrongExpectedRevision);
    await behind('quota-1', 4n);
    await behind('backup-1', 1n);
    expect(read).toEqual(['quota-1', 'backup-1']);
    expect(soleWriter({ ...inner, appendAll: undefined }).appendAll).toBeUndefined();
  });

  it('keeps no answer that an append made doubtful on its way, and loses none that came meanwhile', async () => {
    const first = Promise.withResolvers<void>();
    answered = first.promise;
    const old = log.head();
    outcome = writes(8n);
    await append();
    outcome = () => Promise.reject(new EventLogUnavailable('gone'));
    await append().catch(() => undefined);
    first.resolve();
    expect(await old).toEqual(at(8n));
    newest = at(10n);
    expect(await log.head()).toEqual(at(10n));
    expect(asked).toBe(2);
  });
});
