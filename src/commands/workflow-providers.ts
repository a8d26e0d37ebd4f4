import type { InjectionToken, Provider } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Clock, IdGenerator } from '../domain/shared/clock.js';
import type { BackupDriver } from '../drivers/backup/port.js';
import type { VolumeDriver } from '../drivers/volume/port.js';
import type { EventLog } from '../drivers/event-log/port.js';
import { AggregateStore } from './aggregate-store.js';
import { Placement } from './backends/placement.js';
import { Scheduler } from './backends/scheduler.js';
import { ClaimSettlement } from './claim-settlement.js';
import { DeviceAttachment } from './device-attachment.js';
import { KnownServices } from './known-services.js';
import type { Lanes } from './lanes.js';
import type { Lookup } from './lookup.js';
import { Management } from './management.js';
import { ManagerLease } from './manager-lease.js';
import { operations } from './operations.js';
import { ProcessManager } from './process-manager.js';
import { QuotaLedger } from './quota-ledger.js';
import { Relocation } from './relocation.js';
import { Pruning } from './schedule-runs/pruning.js';
import { RunBackups } from './schedule-runs/run-backups.js';
import { ScheduleRuns } from './schedule-runs/schedule-runs.js';
import { Reconciler } from './reconciler.js';
import { ServiceReports } from './service-reports.js';
import type { CommandSettings } from './settings.js';
import { SourceLock } from './source-lock.js';
import type { StepDependencies } from './step.js';
import * as tokens from './tokens.js';
import { UserMessages } from './user-messages.js';
import { Worker } from './worker.js';
import type { Changes } from './changes.js';
import { WorkingFileUpkeep } from './working-file-upkeep.js';
import { Workflow } from './workflow.js';

/** Where each of a step's dependencies comes from; one without a source does not compile. */
const stepParts = {
  store: AggregateStore,
  quotas: QuotaLedger,
  lock: SourceLock,
  devices: DeviceAttachment,
  log: tokens.EVENT_LOG,
  volumes: tokens.VOLUME_DRIVER,
  backends: tokens.VOLUME_BACKENDS,
  placement: Placement,
  scheduler: Scheduler,
  backups: tokens.BACKUP_DRIVER,
  volumeMeta: tokens.VOLUME_META,
  settings: tokens.SETTINGS,
  clock: tokens.CLOCK,
  lookup: tokens.LOOKUP,
  messages: UserMessages,
  services: KnownServices,
} satisfies Record<keyof StepDependencies, InjectionToken>;

/** The classes that carry operations out, put together by hand: they are plain and know nothing of the container. */
export const workflowProviders: Provider[] = [
  {
    provide: tokens.STEP_DEPENDENCIES,
    inject: Object.values(stepParts),
    useFactory: (...parts: readonly unknown[]) =>
      Object.fromEntries(Object.keys(stepParts).map((name, place) => [name, parts[place]])),
  },
  {
    provide: Worker,
    inject: [tokens.STEP_DEPENDENCIES, tokens.LANES],
    useFactory: (needs: StepDependencies, lanes: Lanes) =>
      new Worker(needs.store, operations(needs), lanes, needs.settings),
  },
  {
    provide: WorkingFileUpkeep,
    inject: [AggregateStore, tokens.BACKUP_DRIVER, tokens.CLOCK],
    useFactory: (store: AggregateStore, backups: BackupDriver, clock: Clock) =>
      new WorkingFileUpkeep(store, backups, clock),
  },
  {
    provide: ProcessManager,
    inject: [tokens.LANES],
    useFactory: (lanes: Lanes) => new ProcessManager(lanes),
  },
  {
    provide: ClaimSettlement,
    inject: [AggregateStore, QuotaLedger],
    useFactory: (store: AggregateStore, quotas: QuotaLedger) => new ClaimSettlement(store, quotas),
  },
  {
    provide: Relocation,
    inject: [AggregateStore, KnownServices],
    useFactory: (store: AggregateStore, services: KnownServices) => new Relocation(store, services),
  },
  {
    provide: ServiceReports,
    inject: [AggregateStore, tokens.EVENT_LOG, tokens.IDS, tokens.SETTINGS],
    useFactory: (store: AggregateStore, log: EventLog, ids: IdGenerator, settings: CommandSettings) =>
      new ServiceReports(store, log, ids, settings),
  },
  {
    provide: ScheduleRuns,
    inject: [CommandBus, AggregateStore, tokens.LOOKUP, ClaimSettlement, tokens.CLOCK, tokens.IDS],
    useFactory: (
      ...[bus, store, lookup, settlement, clock, ids]: [
        CommandBus,
        AggregateStore,
        Lookup,
        ClaimSettlement,
        Clock,
        IdGenerator,
      ]
    ) => {
      const backups = new RunBackups(bus, store, lookup, settlement, { clock, ids });
      return new ScheduleRuns(lookup, store, backups, new Pruning(bus, store, ids), { clock, ids });
    },
  },
  {
    provide: Reconciler,
    inject: [
      tokens.LOOKUP,
      ProcessManager,
      ClaimSettlement,
      Relocation,
      ScheduleRuns,
      tokens.CLOCK,
      tokens.SETTINGS,
      tokens.VOLUME_DRIVER,
    ],
    useFactory: (
      ...[lookup, manager, settlement, relocation, schedules, clock, settings, volumes]: [
        Lookup,
        ProcessManager,
        ClaimSettlement,
        Relocation,
        ScheduleRuns,
        Clock,
        CommandSettings,
        VolumeDriver,
      ]
    ) =>
      new Reconciler(lookup, manager, settlement, relocation, {
        clock,
        everyMs: settings.reconcileEveryMs,
        settleAfterMs: settings.abandonAfterMs,
        alone: settings.managerLeaseMs === null,
        schedules,
        relieve: async () => (await volumes.backupPoints?.relieve()) ?? 0,
      }),
  },
  {
    provide: Management,
    inject: [AggregateStore, tokens.EVENT_LOG, tokens.IDS, tokens.CHANGES, Reconciler, tokens.SETTINGS],
    useFactory: (
      ...[store, log, ids, changes, reconciler, { managerLeaseMs, host }]: [
        AggregateStore,
        EventLog,
        IdGenerator,
        Changes,
        Reconciler,
        CommandSettings,
      ]
    ) => {
      const holder = `${host}/${ids.next()}`;
      return new Management(
        changes,
        reconciler,
        managerLeaseMs === null ? null : new ManagerLease(store, log, ids, { holder, ttlMs: managerLeaseMs }),
      );
    },
  },
  {
    provide: Workflow,
    inject: [
      tokens.CHANGES,
      ProcessManager,
      Worker,
      WorkingFileUpkeep,
      Management,
      ServiceReports,
      tokens.LANES,
      ScheduleRuns,
      tokens.SETTINGS,
    ],
    useFactory: (
      ...[
        changes,
        manager,
        worker,
        workingFiles,
        management,
        reports,
        lanes,
        schedules,
        { roles, abandonAfterMs },
      ]: [
        Changes,
        ProcessManager,
        Worker,
        WorkingFileUpkeep,
        Management,
        ServiceReports,
        Lanes,
        ScheduleRuns,
        CommandSettings,
      ]
    ) =>
      new Workflow({
        changes,
        manager,
        worker: roles.worker ? worker : null,
        workingFiles,
        management: roles.manager ? management : null,
        reports,
        lanes,
        schedules,
        abandonAfterMs,
      }),
  },
];
