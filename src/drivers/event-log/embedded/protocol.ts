import { createRequire } from 'node:module';
import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js';
import type * as ServerFeaturesService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type * as ServerFeatures from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type * as Shared from '@eventstore/db-client/generated/shared_pb.js';
import type * as StreamsServiceModule from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type * as Streams from '@eventstore/db-client/generated/streams_pb.js';

/**
 * The message and service definitions that the client package carries serve the other side as well, so the two can
 * never disagree. They are CommonJS without named exports that an ES module could see, hence the require.
 */
const load = createRequire(import.meta.url);
const generated = (file: string): unknown => load(`@eventstore/db-client/generated/${file}.js`);

export const streams = generated('streams_pb') as typeof Streams;
export const shared = generated('shared_pb') as typeof Shared;
export const serverFeatures = generated('serverfeatures_pb') as typeof ServerFeatures;

const { StreamsService } = generated('streams_grpc_pb') as typeof StreamsServiceModule;
export const { ServerFeaturesService: serverFeaturesService } = generated(
  'serverfeatures_grpc_pb',
) as typeof ServerFeaturesService;

/** What a read answers: a message, or the bytes of one that were written by hand. */
export type ReadAnswer = Streams.ReadResp | Buffer;

const read: MethodDefinition<Streams.ReadReq, ReadAnswer> = {
  ...StreamsService.read,
  responseSerialize: (answer) =>
    Buffer.isBuffer(answer) ? answer : StreamsService.read.responseSerialize(answer),
};

/** BatchAppend is left out, and not listed as a feature: clients then use the unary append, which honours deadlines. */
export const streamsService = {
  read,
  append: StreamsService.append,
  delete: StreamsService.delete,
  tombstone: StreamsService.tombstone,
} satisfies ServiceDefinition;

export type { ServerFeatures, Shared, Streams };
