import { AlreadyExists } from '../../../commands/aggregate-store.js';
import { DomainError } from '../../../domain/shared/errors.js';
import { faultAnswer } from './fault-answer.js';
import { HttpFault } from './http-fault.js';

describe('faultAnswer', () => {
  it('puts the class name and Retry-After on quota errors', () => {
    const text = 'Maximum number of backups allowed (3) exceeded';
    expect(faultAnswer(new DomainError('BackupLimitExceeded', text))).toEqual({
      status: 413,
      headers: { 'Retry-After': '0' },
      body: { overLimit: { code: 413, message: `BackupLimitExceeded: ${text}`, retryAfter: '0' } },
    });
  });

  it('leaves the class name out where the handler caught the error itself', () => {
    const { body } = faultAnswer(new HttpFault('HTTPRequestEntityTooLarge', 'too much'));
    expect(body).toEqual({ overLimit: { code: 413, message: 'too much', retryAfter: '0' } });
  });

  it.each([
    [
      Object.assign(new Error('no answer from 10.0.0.1'), { code: 'EventLogUnavailable' }),
      'The event log cannot be reached. Try again later.',
    ],
    [
      new AlreadyExists('stream backup-1 was expected to end at no_stream'),
      'The request took too long, and what it held was given back. Try again.',
    ],
  ])('says that it will pass, and nothing more, of %s', (error, message) => {
    const body = { serviceUnavailable: { code: 503, message } };
    expect(faultAnswer(error)).toEqual({ status: 503, headers: {}, body });
  });

  it.each([
    new Error('password is hunter2'),
    new TypeError('x is not a function'),
    Object.assign(new Error('no such file /secret'), { code: 'ENOENT' }),
    'text',
    undefined,
  ])('says nothing of %s', (error) => {
    expect(faultAnswer(error)).toEqual({
      status: 500,
      headers: {},
      body: {
        computeFault: {
          code: 500,
          message: 'The server has either erred or is incapable of performing the requested operation.',
        },
      },
    });
  });
});
