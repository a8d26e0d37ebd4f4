import { randomUUID } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../src/commands/command-context.js';
import type { CommandSettings } from '../../src/commands/settings.js';
import { backupAggregate, type BackupState } from '../../src/domain/backup/backup.state.js';
import { emptyQuota, quotaAggregate, type QuotaState } from '../../src/domain/quota/quota.state.js';
import { restoreAggregate, type RestoreState } from '../../src/domain/restore/restore.state.js';
import type { Aggregate, AnyEvent } from '../../src/domain/shared/event.js';
import { snapshotAggregate, type SnapshotState } from '../../src/domain/snapshot/snapshot.state.js';
import {
  verificationAggregate,
  type VerificationState,
} from '../../src/domain/verification/verification.state.js';
import { volumeAggregate, type VolumeState } from '../../src/domain/volume/volume.state.js';
import type { EventLog, RecordedEvent } from '../../src/drivers/event-log/port.js';
import { EventHistory } from '../../src/projections/history/event-history.js';
import { BenchProcess, benchSettings } from './bench-process.js';
import { startTestEventLog, type TestEventLog } from './event-log.js';
import { eventually } from './eventually.js';
import type { Fault } from './faulty-event-log.js';
import { SMALL_GIB } from './small-volumes.js';

/** Commands, steps, reconciler and read models over a real log and real files, without HTTP; it can crash and start again. */
export class CommandBench {
  process: BenchProcess;
  /** Added to the clock that the commands see. */
  clockAheadMs = 0;
  /** Objects of a backup that are stored together are recorded in one append, as in production; else each by itself. */
  objectsTogether = false;

  private constructor(
    private readonly test: TestEventLog,
    readonly directory: string,
    readonly settings: CommandSettings,
  ) {
    this.process = this.newProcess();
  }

  /** `where`: on which file system its volumes and everything else are. `startLog`: over which log. */
  static async start(
    settings: Partial<CommandSettings> = {},
    where = tmpdir(),
    startLog: () => Promise<TestEventLog> = startTestEventLog,
  ): Promise<CommandBench> {
    const directory = await mkdtemp(join(where, 'emberlog-bench-'));
    const bench = new CommandBench(await startLog(), directory, { ...benchSettings, ...settings });
    await bench.process.start();
    return bench;
  }

  private newProcess(): BenchProcess {
    const now = (): Date => new Date(Date.now() + this.clockAheadMs);
    const together = (): boolean => this.objectsTogether;
    return new BenchProcess(this.directory, this.test.log, this.settings, now, together);
  }

  /** The log itself, without faults. */
  get log(): EventLog {
    return this.test.log;
  }

  execute<R>(command: Command<R>): Promise<R> {
    return this.process.commands.execute(command);
  }

  /**
   * The service dies without a word, and another one is started on the same log and files. That one may have a fault of
   * its own from the beginning.
   */
  async crash(fault: Fault | null = null): Promise<void> {
    this.process.kill();
    await this.process.gone();
    this.process = this.newProcess();
    this.process.log.set(fault);
    await this.process.start();
  }

  /** The service is stopped in good order and started again. */
  async restart(): Promise<void> {
    await this.process.stop();
    this.process = this.newProcess();
    await this.process.start();
  }

  /** Waits until no step is due and nothing runs. */
  async settle(withinMs = 10_000): Promise<void> {
    await eventually(async () => {
      const busy = await this.busy();
      if (busy.length > 0) throw new Error(`still at work: ${busy.join(', ')}; ${this.process.jobErrors}`);
    }, withinMs);
  }

  /** Waits until no job is left, though steps may be due: what failed waits for the reconciler. */
  async idle(): Promise<void> {
    const { lanes } = this.process;
    await eventually(async () => {
      const jobs = [...(await lanes.data.pending()), ...(await lanes.control.pending())];
      if (jobs.length > 0) throw new Error(`still running: ${jobs.join(', ')}`);
    });
  }

  private async busy(): Promise<readonly string[]> {
    const seen = await this.seenBusy();
    if (seen.length > 0) return seen;
    await this.process.runner.catchUp();
    return this.seenBusy();
  }

  private async seenBusy(): Promise<readonly string[]> {
    const { lookup, lanes } = this.process;
    const unfinished = await lookup.unfinished();
    return [
      ...unfinished.map(({ operation, id, step }) => `${operation}.${step}.${id}`),
      ...(await lanes.data.pending()),
      ...(await lanes.control.pending()),
    ];
  }

  async reconcile(youngestMs = 0): Promise<void> {
    await this.process.runner.catchUp();
    await this.process.reconciler.pass(youngestMs);
  }

  volumePath(id: string): string {
    return join(this.directory, 'volumes', `volume-${id}`);
  }

  bytes(volumeId: string): Promise<Buffer> {
    return readFile(this.volumePath(volumeId));
  }

  async write(volumeId: string, bytes: Uint8Array, offset = 0): Promise<void> {
    await using file = await open(this.volumePath(volumeId), 'r+');
    await file.write(bytes, 0, bytes.length, offset);
  }

  async events(stream: string): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.log.readStream(stream)) events.push(event);
    return events;
  }

  /** Event types of a stream, in order. */
  async types(stream: string): Promise<string[]> {
    return (await this.events(stream)).map(({ type }) => type);
  }

  /** Another node extends the volume, past every lock of this process. */
  async growElsewhere(id: string, newSize: number): Promise<void> {
    const { size } = await this.volume(id);
    const end = (await this.events(`volume-${id}`)).at(-1)?.revision ?? 'no_stream';
    const event = (type: string, data: Record<string, unknown>) => ({
      id: randomUUID(),
      type,
      data,
      metadata: { schema: 1 },
    });
    await this.log.append(`volume-${id}`, end, [
      event('VolumeExtendRequested', { from_size: size, new_size: newSize }),
      event('VolumeExtended', { size: newSize }),
    ]);
  }

  private state<S, E extends AnyEvent>(aggregate: Aggregate<S, E>, id: string): Promise<S | null> {
    return new EventHistory(this.log).fold(aggregate, id);
  }

  volume = (id: string): Promise<VolumeState> => this.existing(volumeAggregate, id);
  snapshot = (id: string): Promise<SnapshotState> => this.existing(snapshotAggregate, id);
  backup = (id: string): Promise<BackupState> => this.existing(backupAggregate, id);
  restore = (id: string): Promise<RestoreState> => this.existing(restoreAggregate, id);
  verification = (id: string): Promise<VerificationState> => this.existing(verificationAggregate, id);
  quota = async (project: string): Promise<QuotaState> =>
    (await this.state(quotaAggregate, project)) ?? emptyQuota;

  private async existing<S, E extends AnyEvent>(aggregate: Aggregate<S, E>, id: string): Promise<S> {
    const state = await this.state(aggregate, id);
    if (state === null) throw new Error(`there is no ${aggregate.category} ${id}`);
    return state;
  }

  /** What the backup holds, read back from the store through its whole chain. */
  async stored(backupId: string, sizeBytes = SMALL_GIB): Promise<Buffer> {
    const chain: BackupState[] = [];
    for (let next: string | null = backupId; next !== null; next = chain[0]?.parent_id ?? null) {
      chain.unshift(await this.backup(next));
    }
    return this.process.readBackup(chain, sizeBytes);
  }

  async close(): Promise<void> {
    await this.process.stop();
    await this.test.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** The context of a request of one project's user. */
export const requestBy = (project_id: string, changes: Partial<CommandContext> = {}): CommandContext => {
  const id = randomUUID();
  return {
    actor: { user_id: `user-of-${project_id}`, project_id, roles: ['member'] },
    request_id: `req-${id}`,
    correlation_id: id,
    causation_id: id,
    command_id: id,
    is_admin: false,
    ...changes,
  };
};
