import { Metadata, type StatusObject, status } from '@grpc/grpc-js';
import { DiskFull } from './group-commit.js';

/** The refusals of EventStoreDB: a gRPC status, and trailers from which clients make their typed errors. */
export type ServiceError = Partial<StatusObject>;

const refusal = (code: status, details: string, trailers: Readonly<Record<string, string>>): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
};

export const streamDeleted = (stream: string): ServiceError =>
  refusal(status.FAILED_PRECONDITION, 'Event stream is deleted.', {
    exception: 'stream-deleted',
    'stream-name': headerText(stream),
  });

export const wrongExpectedVersion = (stream: string, expected: number, actual: number): ServiceError =>
  refusal(status.FAILED_PRECONDITION, `Append failed due to WrongExpectedVersion.`, {
    exception: 'wrong-expected-version',
    'stream-name': headerText(stream),
    'expected-version': String(expected),
    ...(actual >= 0 && { 'actual-version': String(actual) }),
  });

export const appendTooLarge = (limit: number): ServiceError =>
  refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

export const invalidArgument = (details: string): ServiceError =>
  refusal(status.INVALID_ARGUMENT, details, {});

/** What to answer when the store failed. Unavailable asks for a retry: the outcome of the commit is not known. */
export const storeFailure = (error: unknown): ServiceError =>
  error instanceof DiskFull
    ? refusal(status.RESOURCE_EXHAUSTED, error.message, {})
    : refusal(status.UNAVAILABLE, `the event log failed: ${describe(error)}`, {});

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Headers carry ASCII only. */
const headerText = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?');
