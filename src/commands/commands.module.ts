import {
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type ModuleMetadata,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import type { Clock, IdGenerator } from '../domain/shared/clock.js';
import type { BackupDriver, VolumeMetaFormat } from '../drivers/backup/port.js';
import type { Connector } from '../drivers/connector/port.js';
import type { EventLog } from '../drivers/event-log/port.js';
import { AggregateStore } from './aggregate-store.js';
import { AttachmentConnection } from './attachment-connection.js';
import { AttachmentRemoval } from './attachment-removal.js';
import { Placement } from './backends/placement.js';
import { RoutedVolumes } from './backends/routed-volumes.js';
import { Scheduler } from './backends/scheduler.js';
import { TypeSpecs } from './backends/type-specs.js';
import { VolumeBackends, type VolumeBackend } from './backends/volume-backends.js';
import type { Changes } from './changes.js';
import { commandHandlers } from './command-handlers.js';
import { DeviceAttachment } from './device-attachment.js';
import { FindVisible } from './find-visible.js';
import { FrozenBackends } from './frozen-backends.js';
import { EarlierAnswers } from './idempotency/earlier-answers.js';
import { EarlierRequests } from './idempotency/earlier-requests.js';
import { NewQuota } from './idempotency/new-quota.js';
import { OncePerKey } from './idempotency/once-per-key.js';
import { GroupTypes } from './group-types.js';
import { KnownServices } from './known-services.js';
import type { Lanes } from './lanes.js';
import type { Lookup } from './lookup.js';
import { NewAttachment } from './new-attachment.js';
import { NewGroup } from './new-group.js';
import { NewVolume } from './new-volume.js';
import { QuotaLedger } from './quota-ledger.js';
import { DefaultQuotaLimits } from './default-quota-limits.js';
import { ReadYourWrites } from './read-your-writes.js';
import { RestoreCancelling } from './restore-cancelling.js';
import { RestoreOpening } from './restore-opening.js';
import type { CommandSettings } from './settings.js';
import { SourceLock } from './source-lock.js';
import * as tokens from './tokens.js';
import { UserMessages } from './user-messages.js';
import { VolumeTypes } from './volume-types.js';
import { Workflow } from './workflow.js';
import { workflowProviders } from './workflow-providers.js';

/** The ports and settings that commands and workers use. */
export interface CommandPorts {
  readonly eventLog: EventLog;
  /** The first takes what nothing else is said about. */
  readonly volumes: readonly [VolumeBackend, ...VolumeBackend[]];
  readonly connectors: readonly Connector[];
  readonly backups: BackupDriver;
  readonly volumeMeta: VolumeMetaFormat;
  readonly lanes: Lanes;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly settings: CommandSettings;
}

export interface CommandsOptions {
  readonly ports: CommandPorts;
  /** The module that provides and exports the read side, and its classes there. */
  readonly imports: ModuleMetadata['imports'];
  readonly lookup: new (...args: never[]) => Lookup;
  readonly changes: new (...args: never[]) => Changes;
}

/** Command handlers, workers, process manager and reconciler. */
@Module({})
export class CommandsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly workflow: Workflow) {}

  static register({ ports, imports = [], lookup, changes }: CommandsOptions): DynamicModule {
    const backends = new VolumeBackends(ports.volumes, ports.settings.host);
    const values: Provider[] = [
      { provide: tokens.EVENT_LOG, useValue: ports.eventLog },
      { provide: tokens.VOLUME_BACKENDS, useValue: backends },
      {
        provide: tokens.VOLUME_DRIVER,
        inject: [AggregateStore],
        // A single one needs nobody to be asked where a volume is.
        useFactory: (store: AggregateStore) =>
          ports.volumes.length === 1 ? ports.volumes[0].driver : new RoutedVolumes(store, backends),
      },
      { provide: tokens.CONNECTORS, useValue: ports.connectors },
      { provide: tokens.BACKUP_DRIVER, useValue: ports.backups },
      { provide: tokens.VOLUME_META, useValue: ports.volumeMeta },
      { provide: tokens.LANES, useValue: ports.lanes },
      { provide: tokens.CLOCK, useValue: ports.clock },
      { provide: tokens.IDS, useValue: ports.ids },
      { provide: tokens.SETTINGS, useValue: ports.settings },
      { provide: tokens.LOOKUP, useExisting: lookup },
      { provide: tokens.CHANGES, useExisting: changes },
    ];
    return {
      module: CommandsModule,
      imports,
      providers: [
        ...values,
        AggregateStore,
        DefaultQuotaLimits,
        AttachmentConnection,
        AttachmentRemoval,
        DeviceAttachment,
        FindVisible,
        FrozenBackends,
        EarlierAnswers,
        EarlierRequests,
        GroupTypes,
        NewGroup,
        NewQuota,
        OncePerKey,
        NewAttachment,
        KnownServices,
        NewVolume,
        Placement,
        Scheduler,
        TypeSpecs,
        QuotaLedger,
        ReadYourWrites,
        RestoreCancelling,
        RestoreOpening,
        SourceLock,
        UserMessages,
        VolumeTypes,
        ...workflowProviders,
        ...commandHandlers,
      ],
      exports: [DefaultQuotaLimits, VolumeTypes, KnownServices],
    };
  }

  onApplicationBootstrap(): void {
    this.workflow.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.workflow.stop();
  }
}
