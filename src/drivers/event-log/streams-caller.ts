import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import type * as StreamsServiceModule from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { eventAnswer } from './read-answer.js';

/** As the generated code declares its clients: a read hands the answers over as they were decoded. */
export interface StreamsCaller {
  append(...call: unknown[]): unknown;
  read(...call: unknown[]): unknown;
  makeServerStreamRequest(
    path: string,
    serialize: unknown,
    deserialize: (bytes: Buffer) => unknown,
    ...call: unknown[]
  ): unknown;
}

// CommonJS without named exports that an ES module could see.
const generated = createRequire(import.meta.url)(
  '@eventstore/db-client/generated/streams_grpc_pb.js',
) as typeof StreamsServiceModule;

export const StreamsClient = generated.StreamsClient;

/** Makes of the client's calls on streams what we need of them. */
export const mendStreamsCaller = (caller: StreamsCaller): void => {
  quickenReads(caller);
  answerRefusedAppends(caller);
};

/** Decodes what reads answer by hand, where that can be done. */
const quickenReads = (caller: StreamsCaller): void => {
  const { path, requestSerialize, responseDeserialize } = generated.StreamsService.read;
  const decode = (bytes: Buffer): unknown => eventAnswer(bytes) ?? responseDeserialize(bytes);
  caller.read = (...call) => caller.makeServerStreamRequest(path, requestSerialize, decode, ...call);
};

/**
 * When another call fails, or the log is closed, the channel that all calls share is closed. An append that is on its
 * way to it then throws inside a promise of the client's where nobody can catch it, and never settles. It is answered
 * as a call is that failed later.
 */
const answerRefusedAppends = (caller: StreamsCaller): void => {
  const append = caller.append;
  caller.append = (...call) => {
    try {
      return append.apply(caller, call);
    } catch (error) {
      const answer = call.at(-1) as (error: unknown) => void;
      answer(error);
      return new Writable({ objectMode: true, write: (_message, _encoding, done) => done() });
    }
  };
};
