import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type EmbeddedEventLog,
  launchEmbeddedEventLog,
} from '../../src/drivers/event-log/embedded/launcher.js';
import { startEmbeddedServer } from '../../src/drivers/event-log/embedded/server.js';
import { type EventLogOptions, openEventLog } from '../../src/drivers/event-log/event-log.js';
import type { EventLog } from '../../src/drivers/event-log/port.js';

export interface TestEventLog {
  readonly log: EventLog;
  readonly connectionString: string;
  /** Where the log keeps its file. */
  readonly directory: string;
  close(): Promise<void>;
}

type AdapterOptions = Omit<EventLogOptions, 'connectionString'>;

/** The compiled child; the build runs before the tests. */
export const CHILD_PATH = fileURLToPath(
  new URL('../../dist/drivers/event-log/embedded/child.js', import.meta.url),
);

export const temporaryDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), 'emberlog-event-log-'));

/**
 * An empty event log for a test: the production adapter over the embedded server, which runs in this process.
 * The fast choice for every test that does not kill anything.
 */
export const startTestEventLog = async (options: AdapterOptions = {}): Promise<TestEventLog> => {
  const directory = await temporaryDirectory();
  const server = await startEmbeddedServer({ file: join(directory, 'event-log.sqlite') });
  const log = openEventLog({ connectionString: server.connectionString, ...options });
  return {
    log,
    connectionString: server.connectionString,
    directory,
    close: async () => {
      await log.close();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

/** The same with the server in a child process, as the service runs it. */
export const startChildEventLog = async (
  options: Omit<AdapterOptions, 'appends'> & {
    readonly log?: (message: string) => void;
    /** Appends go over gRPC too, as from other processes. */
    readonly overGrpc?: boolean;
  } = {},
): Promise<TestEventLog & { readonly server: EmbeddedEventLog }> => {
  const directory = await temporaryDirectory();
  const { log: report, overGrpc = false, ...adapter } = options;
  const server = await launchEmbeddedEventLog({
    dataDirectory: directory,
    childPath: CHILD_PATH,
    log: report,
  });
  const log = openEventLog({ ...adapter, ...server, ...(overGrpc && { appends: undefined }) });
  return {
    log,
    server,
    connectionString: server.connectionString,
    directory,
    close: async () => {
      await log.close();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
