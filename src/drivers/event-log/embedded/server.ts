import { type sendUnaryData, Server, ServerCredentials, type ServerUnaryCall } from '@grpc/grpc-js';
import { appendCall } from './append-call.js';
import { openDatabase } from './database.js';
import { deleteCall, tombstoneCall } from './delete-calls.js';
import { EPOCH_STREAM, epochEvent, EventStore } from './event-store.js';
import { DiskFull } from './group-commit.js';
import {
  type ServerFeatures,
  serverFeatures,
  serverFeaturesService,
  type Shared,
  streamsService,
} from './protocol.js';
import { readCall } from './read-call.js';

export interface EmbeddedServerOptions {
  /** The SQLite file; created when missing. */
  readonly file: string;
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** Called when the disk failed in a way that only a fresh start on the file can clear up. */
  readonly broken?: (error: unknown) => void;
}

export interface EmbeddedServer {
  readonly port: number;
  readonly connectionString: string;
  /** The log itself, for whoever needs no connection. */
  readonly store: EventStore;
  /** Ends every call, commits what was taken in, closes the file. */
  close(): Promise<void>;
}

/** It has no authentication of its own, so it must never be reachable from elsewhere. */
const HOST = '127.0.0.1';
const LARGEST_MESSAGE = 17 * 1024 * 1024;
/** More than HTTP/2's 64 KiB in flight, or a long read waits for its reader every few hundred events. */
const FLOW_WINDOW = 1024 * 1024;

/**
 * A server for the part of EventStoreDB's gRPC protocol that Emberlog uses, over one SQLite file.
 * @throws DatabaseInUse when another process has the file open
 */
export const startEmbeddedServer = async (options: EmbeddedServerOptions): Promise<EmbeddedServer> => {
  const store = new EventStore(openDatabase(options.file), options.broken);
  try {
    await beginEpoch(store);
    return await serve(store, options.port ?? 0);
  } catch (error) {
    store.close();
    throw error;
  }
};

/** A full disk must not keep anyone from reading. */
const beginEpoch = async (store: EventStore): Promise<void> => {
  try {
    await store.append(EPOCH_STREAM, 'any', [epochEvent()]);
  } catch (error) {
    if (!(error instanceof DiskFull)) throw error;
  }
};

/** Serves an open store on loopback; closing the server closes the store. */
export const serve = async (store: EventStore, port: number): Promise<EmbeddedServer> => {
  const server = new Server({
    'grpc.max_receive_message_length': LARGEST_MESSAGE,
    'grpc-node.flow_control_window': FLOW_WINDOW,
  });
  server.addService(streamsService, {
    read: readCall(store),
    append: appendCall(store),
    delete: deleteCall(store),
    tombstone: tombstoneCall(store),
  });
  server.addService(serverFeaturesService, { getSupportedMethods });
  const bound = await bind(server, port);
  return {
    port: bound,
    connectionString: `esdb://${HOST}:${bound}?tls=false`,
    store,
    close: async () => {
      server.forceShutdown();
      store.close();
    },
  };
};

const bind = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(`${HOST}:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });

const getSupportedMethods = (
  _call: ServerUnaryCall<Shared.Empty, ServerFeatures.SupportedMethods>,
  answer: sendUnaryData<ServerFeatures.SupportedMethods>,
): void => {
  const supported = new serverFeatures.SupportedMethods();
  supported.setEventStoreServerVersion('emberlog-embedded');
  for (const { path } of Object.values(streamsService)) {
    const [, service = '', method = ''] = path.split('/');
    const entry = new serverFeatures.SupportedMethod();
    entry.setServiceName(service.toLowerCase());
    entry.setMethodName(method.toLowerCase());
    supported.addMethods(entry);
  }
  answer(null, supported);
};
