import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { CommandPorts } from '../commands/commands.module.js';
import type { CommandSettings } from '../commands/settings.js';
import type { Configuration } from '../config/configuration.js';
import { ThreadPool } from '../drivers/backup/chunked/engine/pool/thread-pool.js';
import { buildVolumeMeta, parseVolumeMeta } from '../drivers/backup/chunked/format/volume-meta.js';
import { createPosixBackupDriver } from '../drivers/backup/chunked/posix-backup-driver.js';
import { LocalConnector } from '../drivers/connector/local.js';
import type { EmbeddedEventLog } from '../drivers/event-log/embedded/launcher.js';
import { openEventLog } from '../drivers/event-log/event-log.js';
import { soleWriter } from '../drivers/event-log/sole-writer.js';
import type { Lanes } from '../commands/lanes.js';
import { BullMqJobQueue } from '../drivers/job-queue/bullmq/bullmq.js';
import { InProcessJobQueue } from '../drivers/job-queue/in-process.js';
import type { Job } from '../drivers/job-queue/port.js';
import { FileVolumeDriver } from '../drivers/volume/file/file-volume-driver.js';
import { launchEventLog } from './launch-event-log.js';
import { hasRole } from './roles.js';

const mib = 1024 * 1024;

export interface OpenDrivers {
  readonly ports: CommandPorts;
  /** After everything that uses them has stopped. */
  close(): Promise<void>;
}

/** Opens and checks everything outside of this process that the configuration names. */
export const openDrivers = async (configuration: Configuration): Promise<OpenDrivers> => {
  const { data_dir } = configuration;
  await mkdir(data_dir, { recursive: true });
  const embedded = await embeddedLog(configuration);
  const log = openEventLog({
    connectionString: embedded?.connectionString ?? configuration.eventstore_url ?? '',
    ...(embedded && { appends: embedded.appends }),
  });
  // Nobody else is told where a server of our own listens.
  const eventLog = embedded === undefined ? log : soleWriter(log);
  const pool = new ThreadPool({
    threads: configuration.worker_threads,
    memoryBudget: configuration.memory_budget_mib * mib,
  });
  const backups = createPosixBackupDriver({
    backup_posix_path: configuration.backup_posix_path,
    backup_file_size: configuration.backup_file_size,
    backup_sha_block_size_bytes: configuration.backup_sha_block_size_bytes,
    backup_compression_algorithm: configuration.backup_compression_algorithm,
    backup_container: configuration.backup_container,
    spoolDirectory: join(data_dir, 'spool'),
    pool,
  });
  const volumes = openBackends(configuration);
  const close = async (): Promise<void> => {
    await pool.close();
    await eventLog.close();
    await embedded?.stop();
  };
  try {
    for (const { driver } of volumes) await driver.checkForSetupError();
    await backups.checkForSetupError();
  } catch (error) {
    await close();
    throw error;
  }
  const ports: CommandPorts = {
    eventLog,
    volumes,
    connectors: [new LocalConnector()],
    backups,
    volumeMeta: { build: buildVolumeMeta, parse: parseVolumeMeta },
    lanes: openLanes(configuration),
    clock: { now: () => new Date() },
    ids: { next: () => randomUUID() },
    settings: settingsOf(configuration),
  };
  return { ports, close };
};

const openBackends = ({ volume_backends }: Configuration): CommandPorts['volumes'] => {
  const [first, ...others] = volume_backends.map((one) => ({
    name: one.name,
    pool: one.volume_backend_name,
    driver: new FileVolumeDriver(one.file_volumes_path),
    extraCapabilities: one.extra_capabilities,
  }));
  if (first === undefined) throw new Error('the configuration has a backend at least');
  return [first, ...others];
};

const embeddedLog = (configuration: Configuration): Promise<EmbeddedEventLog> | undefined =>
  configuration.eventstore_url === null ? launchEventLog(configuration) : undefined;

/** An API hands out no jobs, so it needs no Redis. */
const openLanes = (configuration: Configuration): Lanes => {
  const { redis_url: url, host, job_lock_seconds } = configuration;
  if (url === null || !(hasRole(configuration, 'worker') || hasRole(configuration, 'manager'))) {
    return { data: new InProcessJobQueue(logFailure), control: new InProcessJobQueue(logFailure) };
  }
  const lane = (name: keyof Lanes): BullMqJobQueue =>
    new BullMqJobQueue({
      url,
      name,
      host,
      lockMs: job_lock_seconds * 1000,
      onHandlerError: logFailure,
      warn: (message) => jobLogger.warn(message),
    });
  return { data: lane('data'), control: lane('control') };
};

const jobLogger = new Logger('Jobs');
const logFailure = ({ operation, aggregateId, step }: Job, error: unknown): void =>
  jobLogger.warn(`${step} of ${operation} ${aggregateId} will be tried again: ${String(error)}`);

const settingsOf = (configuration: Configuration): CommandSettings => ({
  host: configuration.host,
  volumeHosts: configuration.volume_backends.map(
    ({ name, volume_backend_name: pool }) => `${configuration.host}@${name}#${pool}`,
  ),
  availabilityZone: configuration.storage_availability_zone,
  defaultVolumeType: configuration.default_volume_type,
  quotaLimits: {
    volumes: configuration.quota_volumes,
    snapshots: configuration.quota_snapshots,
    gigabytes: configuration.quota_gigabytes,
    backups: configuration.quota_backups,
    backup_gigabytes: configuration.quota_backup_gigabytes,
    per_volume_gigabytes: configuration.per_volume_size_limit,
    groups: 10,
  },
  maxOperations: configuration.backup_max_operations,
  useTempSnapshot: configuration.backup_use_temp_snapshot,
  roles: { worker: hasRole(configuration, 'worker'), manager: hasRole(configuration, 'manager') },
  managerLeaseMs: configuration.eventstore_url === null ? null : configuration.manager_lease_seconds * 1000,
  reportEveryMs: configuration.report_interval * 1000,
  serviceDownMs: configuration.service_down_time * 1000,
  useSameHost: configuration.backup_use_same_host,
  reconcileEveryMs: configuration.reconcile_interval * 1000,
  abandonAfterMs: configuration.abandon_requests_after * 1000,
});
