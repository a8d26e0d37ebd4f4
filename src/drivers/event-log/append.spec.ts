import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer, type Server, type Socket } from 'node:net';
import { Metadata } from '@grpc/grpc-js';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type * as StreamsModule from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { append } from './append.js';
import { clientAppend } from './client-append.js';
import { appendCredentials, connect, disconnect } from './connection.js';
import { EventLogUnavailable } from './port.js';

/** The parts of the client that another call's failure goes through. */
interface Internals {
  getGRPCClient(service: unknown, name: string): Promise<unknown>;
  handleError(client: unknown, error: Error): Promise<void>;
}

const { StreamsClient } = createRequire(import.meta.url)(
  '@eventstore/db-client/generated/streams_grpc_pb.js',
) as typeof StreamsModule;

/** Something that accepts connections and never says a word. */
const silentServer = async (sockets: Socket[]): Promise<{ server: Server; connectionString: string }> => {
  const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return { server, connectionString: `esdb://127.0.0.1:${address.port}?tls=false` };
};

describe('an append', () => {
  let client: EventStoreDBClient;
  let server: Server;
  let connectionString: string;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    ({ server, connectionString } = await silentServer(sockets));
    client = connect(connectionString);
  });
  afterEach(async () => {
    await disconnect(client);
    for (const socket of sockets.splice(0)) socket.destroy();
    server.close();
  });
  const settings = { callTimeoutMs: 50, retryForMs: 120, signal: new AbortController().signal };
  const event = { id: randomUUID(), type: 'Sample', data: {}, metadata: {} };
  const start = () =>
    append(clientAppend(client, appendCredentials(connectionString)), settings, {
      stream: 'a-1',
      expected: 'no_stream',
      events: [event],
    });

  it('fails as unavailable when nobody answers', async () => {
    await expect(start()).rejects.toThrow(EventLogUnavailable);
  });

  it('survives another call closing the channel in the same turn', async () => {
    const uncaught: unknown[] = [];
    const onUncaught = (error: unknown): number => uncaught.push(error);
    process.on('unhandledRejection', onUncaught);
    const internals = client as unknown as Internals;
    const failed = await internals.getGRPCClient(StreamsClient, 'test');
    const started = start();
    const unavailable = Object.assign(new Error('gone'), { code: 14, details: '', metadata: new Metadata() });
    await internals.handleError(failed, unavailable);
    await expect(started).rejects.toThrow(EventLogUnavailable);
    process.off('unhandledRejection', onUncaught);
    expect(uncaught).toEqual([]);
  });
});
