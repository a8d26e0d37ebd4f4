import type { Clock } from '../domain/shared/clock.js';
import type { BackupDriver, VolumeMetaFormat } from '../drivers/backup/port.js';
import type { EventLog } from '../drivers/event-log/port.js';
import type { VolumeDriver } from '../drivers/volume/port.js';
import type { AggregateStore } from './aggregate-store.js';
import type { Placement } from './backends/placement.js';
import type { Scheduler } from './backends/scheduler.js';
import type { VolumeBackends } from './backends/volume-backends.js';
import type { CommandContext } from './command-context.js';
import type { DeviceAttachment } from './device-attachment.js';
import type { Lookup } from './lookup.js';
import type { KnownServices } from './known-services.js';
import type { QuotaLedger } from './quota-ledger.js';
import type { CommandSettings } from './settings.js';
import type { SourceLock } from './source-lock.js';
import type { UserMessages } from './user-messages.js';

/** One run of one step. The state was read just now, and this step was due in it. */
export interface StepRun<S> {
  readonly id: string;
  readonly state: S;
  /** On behalf of whom, and which operation this belongs to. */
  readonly context: CommandContext;
  /** Aborted when the service stops, or with {@link StepNotDue} when the operation is cancelled. */
  readonly signal: AbortSignal;
}

/**
 * Does what the step is about, then appends what happened. A step may die anywhere and run again, or run twice: it must
 * be safe to repeat. A rejection fails the operation, unless it only says that the log is away or the step not due.
 */
export type Step<S> = (run: StepRun<S>) => Promise<void>;

/** Everything a step may need; each takes its part of it. */
export interface StepDependencies {
  readonly store: AggregateStore;
  readonly log: EventLog;
  readonly quotas: QuotaLedger;
  readonly lock: SourceLock;
  readonly volumes: VolumeDriver;
  readonly backends: VolumeBackends;
  readonly placement: Placement;
  readonly scheduler: Scheduler;
  readonly devices: DeviceAttachment;
  readonly backups: BackupDriver;
  readonly volumeMeta: VolumeMetaFormat;
  readonly services: KnownServices;
  readonly settings: CommandSettings;
  readonly clock: Clock;
  readonly lookup: Lookup;
  readonly messages: UserMessages;
}
