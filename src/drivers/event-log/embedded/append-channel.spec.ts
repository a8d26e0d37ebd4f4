import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { ready, type SingleTry } from '../append.js';
import { errorKind } from '../client-error.js';
import { EventLogUnavailable, WrongExpectedRevision } from '../port.js';
import { AppendChannel } from './append-channel.js';
import type { AppendAnswer, AppendRequest } from './child-message.js';

/** What the other end of the channel does, without a process. */
class FakeChild extends EventEmitter {
  connected = true;
  readonly requests: AppendRequest[] = [];
  breaks = false;
  send(request: AppendRequest, sent: (error: Error | null) => void): void {
    this.requests.push(request);
    sent(this.breaks ? new Error('write EPIPE') : null);
  }
  answer(answer: AppendAnswer): void {
    this.emit('message', answer);
  }
}

describe('AppendChannel', () => {
  let child: FakeChild;
  let channel: AppendChannel;
  let closing: AbortController;
  const tried: SingleTry = ready({
    stream: 's-1',
    expected: 4n,
    events: [{ id: 'e', type: 'Happened', data: { n: 1 }, metadata: { by: 'me' } }],
  });
  const send = () => channel.send(tried, { callTimeoutMs: 1, retryForMs: 1, signal: closing.signal });
  const kindOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'answered', errorKind);

  beforeEach(() => {
    child = new FakeChild();
    channel = new AppendChannel();
    closing = new AbortController();
    channel.connect(child as unknown as ChildProcess);
  });

  it('asks with what is to be stored, and tells when it was recorded', async () => {
    const appended = send();
    const [request] = child.requests;
    expect(request).toEqual({
      call: 1,
      appends: [
        {
          stream: 's-1',
          expected: 4,
          events: [{ id: 'e', type: 'Happened', data: '{"n":1}', metadata: '{"by":"me"}' }],
        },
      ],
    });
    const outcome = {
      kind: 'written',
      revision: 5,
      position: 2048,
      createdUs: 1_700_000_000_123_000,
    } as const;
    child.answer({ kind: 'appended', call: 1, outcomes: [outcome] });
    expect(await appended).toEqual({
      revision: 5n,
      position: { commit: 2048n, prepare: 2048n },
      created: new Date(1_700_000_000_123),
    });
  });

  it('gives each call its own answer', async () => {
    const [one, other] = [send(), send()];
    child.answer({ kind: 'appended', call: 2, outcomes: [{ kind: 'wrong', actual: 7 }] });
    child.answer({ kind: 'appended', call: 1, outcomes: [{ kind: 'repeated', revision: 5 }] });
    expect(await one).toEqual({ revision: 5n });
    await expect(other).rejects.toThrow(new WrongExpectedRevision('s-1', 4n, 7n));
  });

  it('names the one of several appends that was refused', async () => {
    const other: SingleTry = { ...tried, stream: 's-2', expected: 'no_stream' };
    const settings = { callTimeoutMs: 1, retryForMs: 1, signal: closing.signal };
    const [made, refused] = [
      channel.sendAll([tried, other], settings),
      channel.sendAll([tried, other], settings),
    ];
    expect(child.requests[0]?.appends.map(({ stream }) => stream)).toEqual(['s-1', 's-2']);
    const first = { kind: 'repeated', revision: 5 } as const;
    child.answer({ kind: 'appended', call: 2, outcomes: [first, { kind: 'wrong', actual: 3 }] });
    child.answer({ kind: 'appended', call: 1, outcomes: [first, { kind: 'repeated', revision: 0 }] });
    expect(await made).toEqual([{ revision: 5n }, { revision: 0n }]);
    await expect(refused).rejects.toThrow(new WrongExpectedRevision('s-2', 'no_stream', 3n));
  });

  it('says that the disk is full, and that any other failure is worth another try', async () => {
    const [full, failed] = [send(), send()];
    child.answer({ kind: 'unwritten', call: 1, isFull: true, message: 'the disk is full' });
    child.answer({ kind: 'unwritten', call: 2, isFull: false, message: 'disk I/O error' });
    await expect(full).rejects.toThrow(EventLogUnavailable);
    expect(await kindOf(failed)).toBe('retry');
  });

  it.each<[string, (child: FakeChild, closing: AbortController) => void]>([
    ['the child ends', (ending) => ending.emit('exit')],
    ['the channel closes', (ending) => ending.emit('disconnect')],
    ['the log is closed', (_, ending) => ending.abort()],
  ])('loses what is under way when %s, and what comes after', async (_, end) => {
    const underWay = kindOf(send());
    end(child, closing);
    expect(await underWay).toBe('retry');
    expect(await kindOf(send())).toBe('retry');
    expect(child.requests).toHaveLength(1);
  });

  it('goes on with the next child, whatever becomes of the last one', async () => {
    const next = new FakeChild();
    channel.connect(next as unknown as ChildProcess);
    child.emit('exit');
    const appended = send();
    next.answer({ kind: 'appended', call: 1, outcomes: [{ kind: 'repeated', revision: 5 }] });
    expect(await appended).toEqual({ revision: 5n });
  });

  it('loses what could not be sent', async () => {
    child.breaks = true;
    expect(await kindOf(send())).toBe('retry');
  });
});
