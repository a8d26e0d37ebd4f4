import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataDirectoryInUse, launchEmbeddedEventLog } from '../../src/drivers/event-log/embedded/launcher.js';
import { openEventLog } from '../../src/drivers/event-log/event-log.js';
import { EventLogUnavailable } from '../../src/drivers/event-log/port.js';
import { CHILD_PATH, startChildEventLog, temporaryDirectory } from '../support/event-log.js';
import { collect, freshStream, ids, sample, samples } from './event-log.samples.js';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const gone = async (pid: number): Promise<boolean> => {
  for (let waited = 0; alive(pid) && waited < 5000; waited += 20) await sleep(20);
  return !alive(pid);
};

describe('the process of the embedded event log', () => {
  it('ends when its parent is killed, and leaves everything to the next start', async () => {
    const dataDirectory = await temporaryDirectory();
    const launcher = join(dirname(CHILD_PATH), 'launcher.js');
    // A parent of its own, which can be killed without taking the test along.
    const parent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `const { launchEmbeddedEventLog } = await import(${JSON.stringify(launcher)});
         const log = await launchEmbeddedEventLog({ dataDirectory: ${JSON.stringify(dataDirectory)} });
         process.send({ pid: log.pid, connectionString: log.connectionString });
         setInterval(() => {}, 1000);`,
      ],
      { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    );
    const [{ pid, connectionString }] = (await once(parent, 'message')) as [
      { pid: number; connectionString: string },
    ];
    const stream = freshStream();
    const events = samples(3);
    const first = openEventLog({ connectionString });
    await first.append(stream, 'no_stream', events);
    await first.close();

    parent.kill('SIGKILL');
    expect(await gone(pid)).toBe(true);

    const server = await launchEmbeddedEventLog({ dataDirectory, childPath: CHILD_PATH });
    const second = openEventLog(server);
    expect(ids(await collect(second.readStream(stream)))).toEqual(ids(events));
    await second.close();
    await server.stop();
    await rm(dataDirectory, { recursive: true });
  });

  it('is refused on a data directory in use, with the directory in the message', async () => {
    const running = await startChildEventLog();
    const second = launchEmbeddedEventLog({ dataDirectory: running.directory, childPath: CHILD_PATH });
    await expect(second).rejects.toThrow(DataDirectoryInUse);
    await expect(second).rejects.toThrow(`data directory ${running.directory} is in use by another Emberlog`);
    await expect(running.log.append(freshStream(), 'no_stream', [sample()])).resolves.toBeDefined();
    await running.close();
  });

  it('ends, and frees the directory, when it is stopped', async () => {
    const dataDirectory = await temporaryDirectory();
    for (let round = 0; round < 2; round++) {
      const server = await launchEmbeddedEventLog({ dataDirectory, childPath: CHILD_PATH });
      const { pid } = server;
      await server.stop();
      expect(pid !== undefined && alive(pid)).toBe(false);
    }
    await rm(dataDirectory, { recursive: true });
  });

  it('says why it cannot start', async () => {
    const dataDirectory = await temporaryDirectory();
    const { writeFile } = await import('node:fs/promises');
    await writeFile(
      join(dataDirectory, 'event-log.sqlite'),
      'not a database, but long enough to look like one'.repeat(100),
    );
    await expect(launchEmbeddedEventLog({ dataDirectory, childPath: CHILD_PATH })).rejects.toThrow(
      /cannot start in .*not a database/,
    );
    await rm(dataDirectory, { recursive: true });
  });
});

describe('a server that does not answer', () => {
  it('makes a call fail as unavailable when the time for retries is spent, and never doubles an event', async () => {
    const running = await startChildEventLog({ callTimeoutMs: 200, retryForMs: 600 });
    const { log, server } = running;
    const stream = freshStream();
    await log.append(stream, 'no_stream', [sample()]);
    const pid = server.pid ?? 0;
    const event = sample();
    process.kill(pid, 'SIGSTOP');
    try {
      await expect(log.append(stream, 0n, [event])).rejects.toThrow(EventLogUnavailable);
      await expect(collect(log.readStream(stream))).rejects.toThrow(EventLogUnavailable);
      await expect(log.head()).rejects.toThrow(EventLogUnavailable);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    // Every try of the refused append may have reached the server meanwhile.
    expect((await log.append(stream, 0n, [event])).revision).toBe(1n);
    expect(await collect(log.readStream(stream))).toHaveLength(2);
    await running.close();
  });

  it('makes a call on a server that is not there fail as unavailable', async () => {
    const log = openEventLog({ connectionString: 'esdb://127.0.0.1:1?tls=false', retryForMs: 150 });
    await expect(log.append(freshStream(), 'no_stream', [sample()])).rejects.toThrow(EventLogUnavailable);
    await expect(collect(log.readAll())).rejects.toThrow(EventLogUnavailable);
    await log.close();
  });

  it('lets close end the calls that wait for it', async () => {
    const log = openEventLog({ connectionString: 'esdb://127.0.0.1:1?tls=false' });
    const waiting = log.append(freshStream(), 'no_stream', [sample()]);
    const ended = collect(log.subscribe({ signal: new AbortController().signal }));
    const refused = expect(waiting).rejects.toThrow(EventLogUnavailable);
    await sleep(50);
    await log.close();
    await refused;
    expect(await ended).toEqual([]);
    await expect(log.head()).rejects.toThrow(EventLogUnavailable);
  });
});
