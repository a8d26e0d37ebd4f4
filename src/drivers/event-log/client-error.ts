import { status } from '@grpc/grpc-js';
import { ErrorType } from '@eventstore/db-client';

/**
 * What an error of the client means to us. The client throws its own errors, with a `type`, and now and then a raw
 * gRPC error, with a numeric `code`, for the same thing; both end up here.
 */
export type ErrorKind =
  /** Ask again: the outcome is unknown or nothing happened. */
  | 'retry'
  /** The server refused for want of disk space. */
  | 'full'
  | 'wrong-revision'
  | 'stream-gone'
  | 'not-found'
  | 'too-large'
  /** Anything else: asking again would not help. */
  | 'other';

const BY_TYPE: Readonly<Record<string, ErrorKind>> = {
  [ErrorType.TIMEOUT]: 'retry',
  [ErrorType.DEADLINE_EXCEEDED]: 'retry',
  [ErrorType.UNAVAILABLE]: 'retry',
  [ErrorType.CANCELLED]: 'retry',
  [ErrorType.NOT_LEADER]: 'retry',
  [ErrorType.WRONG_EXPECTED_VERSION]: 'wrong-revision',
  [ErrorType.STREAM_DELETED]: 'stream-gone',
  [ErrorType.STREAM_NOT_FOUND]: 'not-found',
  [ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED]: 'too-large',
};

const BY_CODE: Readonly<Partial<Record<number, ErrorKind>>> = {
  [status.CANCELLED]: 'retry',
  [status.DEADLINE_EXCEEDED]: 'retry',
  [status.ABORTED]: 'retry',
  [status.UNAVAILABLE]: 'retry',
  [status.RESOURCE_EXHAUSTED]: 'full',
};

/** How a connection that broke in the middle shows when gRPC has no better code for it. */
const BROKEN_CONNECTION =
  /RST_STREAM|ECONN|EPIPE|socket|write after end|Channel (has been shut down|closed)|discover|Failed to connect/i;

export const errorKind = (error: unknown): ErrorKind => {
  if (error instanceof CallTimeout || error instanceof ConnectionLost) return 'retry';
  if (typeof error !== 'object' || error === null) return 'other';
  const { type, code, message } = error as { type?: unknown; code?: unknown; message?: unknown };
  return (
    (typeof type === 'string' ? BY_TYPE[type] : undefined) ??
    (typeof code === 'number' ? BY_CODE[code] : undefined) ??
    (BROKEN_CONNECTION.test(String(message)) ? 'retry' : 'other')
  );
};

/** Settles as `promise` does, or fails after so many milliseconds; what became of the call is then unknown. */
export const withTimeout = async <T>(promise: Promise<T>, milliseconds: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new CallTimeout(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Our own timer ran out: the client's deadlines do not hold for every call. */
export class CallTimeout extends Error {
  override readonly name = 'CallTimeout';
}

/** The way to the log broke before the answer came. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  constructor(message = 'the connection to the event log was lost') {
    super(message);
  }
}
