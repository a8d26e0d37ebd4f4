import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoggerService } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { CommandsModule } from '../../src/commands/commands.module.js';
import { operations } from '../../src/commands/operations.js';
import { Reconciler } from '../../src/commands/reconciler.js';
import type { CommandSettings } from '../../src/commands/settings.js';
import type { StepDependencies } from '../../src/commands/step.js';
import { STEP_DEPENDENCIES } from '../../src/commands/tokens.js';
import { InlinePool } from '../../src/drivers/backup/chunked/engine/pool/inline-pool.js';
import { buildVolumeMeta, parseVolumeMeta } from '../../src/drivers/backup/chunked/format/volume-meta.js';
import { createPosixBackupDriver } from '../../src/drivers/backup/chunked/posix-backup-driver.js';
import { openObjectStore } from '../../src/drivers/backup/object-store/open-object-store.js';
import type { BackupDescription, BackupDriver } from '../../src/drivers/backup/port.js';
import { LocalConnector } from '../../src/drivers/connector/local.js';
import type { Connector } from '../../src/drivers/connector/port.js';
import type { EventLog } from '../../src/drivers/event-log/port.js';
import { InProcessJobQueue } from '../../src/drivers/job-queue/in-process.js';
import type { VolumeDriver } from '../../src/drivers/volume/port.js';
import { ReadModelLookup } from '../../src/projections/lookup/read-model-lookup.js';
import { ProjectionsModule } from '../../src/projections/projections.module.js';
import { ProjectionRunner } from '../../src/projections/runner/projection-runner.js';
import { ReadModel } from '../../src/projections/store/read-model.js';
import { FaultyEventLog } from './faulty-event-log.js';
import { Faults } from './faulty-port.js';
import { oneByOne } from './one-by-one.js';
import { SmallVolumes } from './small-volumes.js';

export const benchSettings: CommandSettings = {
  host: 'node-1',
  volumeHosts: ['node-1@file#file'],
  availabilityZone: 'nova',
  defaultVolumeType: '__DEFAULT__',
  quotaLimits: {},
  maxOperations: 2,
  useTempSnapshot: false,
  roles: { worker: true, manager: true },
  managerLeaseMs: null,
  reportEveryMs: 3_600_000,
  serviceDownMs: 60_000,
  useSameHost: false,
  reconcileEveryMs: 3_600_000,
  abandonAfterMs: 60_000,
};

/** Everything that dies together: one running service without its HTTP side. */
export class BenchProcess {
  readonly volumeFaults = new Faults<VolumeDriver>();
  readonly backupFaults = new Faults<BackupDriver>();
  readonly connectorFaults = new Faults<Connector>();
  /** What queues reported of jobs that will be tried again. */
  readonly jobErrors: string[] = [];
  /** Warnings and errors that an operator would have read. */
  readonly complaints: string[] = [];
  private readonly logger: LoggerService = {
    log: () => undefined,
    warn: (text) => this.complaints.push(String(text)),
    error: (text) => this.complaints.push(String(text)),
  };
  readonly log: FaultyEventLog;
  readonly lanes = { data: this.queue(), control: this.queue() };
  private app: TestingModule | undefined;

  constructor(
    private readonly directory: string,
    eventLog: EventLog,
    private readonly settings: CommandSettings,
    private readonly now: () => Date,
    private readonly objectsTogether: () => boolean = () => false,
  ) {
    this.log = new FaultyEventLog(eventLog);
  }

  async start(): Promise<void> {
    const [first, ...others] = this.settings.volumeHosts.map((host, index) => {
      const [, name = ''] = /@([^#]*)/.exec(host) ?? [];
      const directory = join(this.directory, index === 0 ? 'volumes' : `volumes-${name}`);
      return { name, pool: name, driver: this.volumeFaults.on(new SmallVolumes(directory)) };
    });
    if (first === undefined) throw new Error('a bench has a backend at least');
    const backups = this.backupFaults.on(this.backupDriver());
    for (const { driver } of [first, ...others]) await driver.checkForSetupError();
    await backups.checkForSetupError();
    const dataDir = join(this.directory, 'rows');
    await mkdir(dataDir, { recursive: true });
    const projections = ProjectionsModule.register({ eventLog: this.log, dataDir });
    const commands = CommandsModule.register({
      ports: {
        eventLog: this.log,
        volumes: [first, ...others],
        connectors: [this.connectorFaults.on(new LocalConnector())],
        backups,
        volumeMeta: { build: buildVolumeMeta, parse: parseVolumeMeta },
        lanes: this.lanes,
        clock: { now: this.now },
        ids: { next: () => randomUUID() },
        settings: this.settings,
      },
      imports: [projections],
      lookup: ReadModelLookup,
      changes: ProjectionRunner,
    });
    const imports = [CqrsModule.forRoot(), projections, commands];
    this.app = await Test.createTestingModule({ imports }).setLogger(this.logger).compile();
    await this.app.init();
    await this.runner.untilReady();
  }

  private backupDriver(): BackupDriver {
    const driver = createPosixBackupDriver({
      backup_posix_path: join(this.directory, 'backups'),
      backup_file_size: 32_768,
      backup_sha_block_size_bytes: 4096,
      spoolDirectory: join(this.directory, 'spool'),
      pool: new InlinePool({ openStore: openObjectStore }),
    });
    return oneByOne(driver, this.objectsTogether);
  }

  private queue(): InProcessJobQueue {
    return new InProcessJobQueue(({ operation, step }, error) =>
      this.jobErrors.push(`${operation} ${step}: ${String(error)}`),
    );
  }

  get commands(): CommandBus {
    return this.get(CommandBus);
  }

  get lookup(): ReadModelLookup {
    return this.get(ReadModelLookup);
  }

  get runner(): ProjectionRunner {
    return this.get(ProjectionRunner);
  }

  get reconciler(): Reconciler {
    return this.get(Reconciler);
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.running.get(type, { strict: false });
  }

  /** The steps of every kind of operation, to be run by a test. */
  get operations(): ReturnType<typeof operations> {
    return operations(this.running.get<StepDependencies>(STEP_DEPENDENCIES, { strict: false }));
  }

  /** The bytes that a chain of backups holds, read from the store without any record of it. */
  async readBackup(chain: readonly BackupDescription[], sizeBytes: number): Promise<Buffer> {
    const path = join(this.directory, `read-${randomUUID()}`);
    await writeFile(path, Buffer.alloc(sizeBytes));
    await this.backupDriver().restore({
      chain,
      target: { path, sizeBytes },
      targetReadsZero: true,
      appliedObjects: 0,
      onApplied: async () => {},
      signal: new AbortController().signal,
    });
    const bytes = await readFile(path);
    await rm(path);
    return bytes;
  }

  private get running(): TestingModule {
    if (this.app === undefined) throw new Error('the process was not started');
    return this.app;
  }

  /** SIGTERM: lets what runs come to a resumable point. */
  async stop(): Promise<void> {
    if (!this.log.killed) await this.app?.close();
    this.kill();
  }

  /** SIGKILL: nothing is tidied up; only the system takes back the lock on the read model's file. */
  kill(): void {
    this.log.kill();
    this.volumeFaults.kill();
    this.backupFaults.kill();
    this.connectorFaults.kill();
    this.get(ReadModel).close();
  }

  /** After a kill: what the system was doing for the process when it died is done. */
  async gone(): Promise<void> {
    await this.volumeFaults.idle();
  }
}
