import { EventStoreDBClient } from '@eventstore/db-client';
import { mendStreamsCaller, type StreamsCaller, StreamsClient } from './streams-caller.js';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Credentials for appends. Naming them on the call is what makes the client use the unary append: its batch path
 * ignores deadlines and shares one table of pending appends among all clients of the process. On an insecure
 * connection they are never sent, so any will do; on a TLS connection that carries none (user certificates) there are
 * none to name, and the client then takes the batch path.
 */
export const appendCredentials = (connectionString: string): Credentials | undefined => {
  const named = /^[^:]+:\/\/([^:@/]+):([^@/]*)@/.exec(connectionString.trim());
  const [, username, password] = named ?? [];
  if (username !== undefined && password !== undefined) {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  }
  return /[?&]tls=false\b/i.test(connectionString) ? { username: 'admin', password: 'changeit' } : undefined;
};

/**
 * Bytes that may be on their way to one reader. HTTP/2's own 64 KiB make a long read wait for its server after every
 * hundred events or so, and on a busy machine each of those waits costs milliseconds.
 */
const FLOW_WINDOW = 1024 * 1024;

/** @throws Error for a connection string the client cannot read */
export const connect = (connectionString: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(connectionString);
  widenWindow(client as unknown as ChannelOwner);
  mendStreamsCalls(client as unknown as ChannelOwner);
  return client;
};

/** The part of the client's channel handling that it keeps to itself. */
interface ChannelOwner {
  getChannel(): Promise<Channel>;
  createChannel(): Promise<Channel>;
  createGRPCClient(type: unknown): Promise<StreamsCaller>;
}

interface Channel {
  close(): void;
  readonly internalChannel?: { readonly options?: Record<string, unknown> };
}

/** The client has no option for it. A channel reads its options when it connects, which the first call makes it do. */
const widenWindow = (client: ChannelOwner): void => {
  const create = client.createChannel;
  client.createChannel = async () => {
    const channel = await create.call(client);
    const options = channel.internalChannel?.options;
    if (options !== undefined) options['grpc-node.flow_control_window'] = FLOW_WINDOW;
    return channel;
  };
};

const mendStreamsCalls = (client: ChannelOwner): void => {
  const create = client.createGRPCClient;
  client.createGRPCClient = async (type) => {
    const caller = await create.call(client, type);
    if (type === StreamsClient) mendStreamsCaller(caller);
    return caller;
  };
};

/** `dispose` ends the calls but leaves the channel open, and with it a socket and a timer. */
export const disconnect = async (client: EventStoreDBClient): Promise<void> => {
  await client.dispose();
  const channel = await (client as unknown as ChannelOwner).getChannel();
  channel.close();
};
