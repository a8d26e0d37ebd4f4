import { setTimeout as sleep } from 'node:timers/promises';
import type { AppendAnswer, AppendRequest, ChildMessage, RequestedAppend } from './child-message.js';
import { EXIT_IN_USE } from './child-message.js';
import { DatabaseInUse } from './database.js';
import type { EventStore, StoreAppend } from './event-store.js';
import { DiskFull } from './group-commit.js';
import { type EmbeddedServer, startEmbeddedServer } from './server.js';

/**
 * Process entry: `node child.js <file> <port>`, with an IPC channel to the parent. The channel closes when the parent
 * disconnects or dies, however it dies; that is the one way this process is asked to end.
 */

/** A predecessor that is just dying gets this long to let go of the file. */
const WAIT_FOR_FILE_MS = 5000;
const POLL_MS = 50;

const report = (message: ChildMessage): void => {
  // Fails only when the parent is gone; then nobody needs the message.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

const complain = (what: string, error: unknown): void => {
  process.stderr.write(`event log: ${what}: ${error instanceof Error ? error.message : String(error)}\n`);
};

/** After the commit, as every answer to an append. */
const answer = async (store: EventStore, request: AppendRequest): Promise<AppendAnswer> => {
  const { call, appends } = request;
  try {
    return { kind: 'appended', call, outcomes: await store.appendAll(appends.map(proposed)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'unwritten', call, isFull: error instanceof DiskFull, message };
  }
};

const proposed = ({ stream, expected, events }: RequestedAppend): StoreAppend => ({
  stream,
  expected,
  events: events.map(({ id, type, data, metadata }) => {
    return { id, type, json: true, data: Buffer.from(data), metadata: Buffer.from(metadata) };
  }),
});

/** Ends the process in the next turn, so that the last answers and messages still leave. */
const leave = (code: number): void => {
  setTimeout(() => process.exit(code), 20);
};

const start = async (file: string, port: number): Promise<EmbeddedServer> => {
  const giveUpAt = Date.now() + WAIT_FOR_FILE_MS;
  for (;;) {
    try {
      return await startEmbeddedServer({
        file,
        port,
        broken: (error) => {
          complain('the disk failed, starting over', error);
          leave(1);
        },
      });
    } catch (error) {
      if (!(error instanceof DatabaseInUse) || Date.now() >= giveUpAt) throw error;
      await sleep(POLL_MS);
    }
  }
};

const main = async (): Promise<void> => {
  const [file, port] = process.argv.slice(2);
  if (!file || !process.connected)
    throw new Error('usage: child.js <file> <port>, started with an IPC channel');
  let server: EmbeddedServer | undefined;
  process.on('disconnect', () => {
    void (server?.close() ?? Promise.resolve()).finally(() => process.exit(0));
  });
  // Signals to the whole process group are the parent's business: it may still have events to write.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  process.on('SIGHUP', () => {});
  server = await start(file, Number(port ?? 0));
  const { store } = server;
  process.on('message', (request: AppendRequest) => void answer(store, request).then(report));
  report({ kind: 'ready', port: server.port });
};

main().catch((error: unknown) => {
  if (error instanceof DatabaseInUse) {
    report({ kind: 'in-use' });
    return leave(EXIT_IN_USE);
  }
  complain('cannot start', error);
  report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  leave(1);
});
