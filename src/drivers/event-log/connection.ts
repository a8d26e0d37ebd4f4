import { EventStoreDBClient } from '@eventstore/db-client';

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

/** @throws Error for a connection string the client cannot read */
export const connect = (connectionString: string): EventStoreDBClient =>
  EventStoreDBClient.connectionString(connectionString);

/** The part of the client's channel handling that it keeps to itself. */
interface ChannelOwner {
  getChannel(): Promise<{ close(): void }>;
}

/** `dispose` ends the calls but leaves the channel open, and with it a socket and a timer. */
export const disconnect = async (client: EventStoreDBClient): Promise<void> => {
  await client.dispose();
  const channel = await (client as unknown as ChannelOwner).getChannel();
  channel.close();
};
