import {
  CancelledError,
  DeadlineExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  UnavailableError,
  UnknownError,
} from '@eventstore/db-client';
import { CallTimeout, errorKind, withTimeout } from './client-error.js';

const raw = (code: number, message = 'raw') => Object.assign(new Error(message), { code });

describe('what an error of the client means', () => {
  it.each([
    [new UnavailableError(), 'retry'],
    [new CancelledError(), 'retry'],
    [new DeadlineExceededError(), 'retry'],
    [new CallTimeout(), 'retry'],
    [raw(14), 'retry'],
    [raw(4), 'retry'],
    [raw(10), 'retry'],
    [raw(13, '13 INTERNAL: Received RST_STREAM with code 2 triggered by internal client error'), 'retry'],
    [new UnknownError(undefined, 'write EPIPE'), 'retry'],
    [new Error('Channel has been shut down'), 'retry'],
    [raw(8, 'the disk of the event log is full'), 'full'],
    [StreamDeletedError.fromStreamName('a-1'), 'stream-gone'],
    [new StreamNotFoundError(undefined, 'a-1'), 'not-found'],
    [raw(3, 'Invalid argument'), 'other'],
    [raw(7, 'Access denied'), 'other'],
    [new TypeError('a mistake of ours'), 'other'],
    ['not even an error', 'other'],
    [undefined, 'other'],
  ])('%s: %s', (error, kind) => {
    expect(errorKind(error)).toBe(kind);
  });
});

describe('withTimeout', () => {
  it('gives what the call gives', async () => {
    await expect(withTimeout(Promise.resolve(1), 1000)).resolves.toBe(1);
    await expect(withTimeout(Promise.reject(new TypeError('no')), 1000)).rejects.toThrow(TypeError);
  });

  it('fails for a call that never settles', async () => {
    await expect(withTimeout(new Promise(() => {}), 5)).rejects.toThrow(CallTimeout);
  });
});
