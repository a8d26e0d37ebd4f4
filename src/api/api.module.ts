import {
  Module,
  type DynamicModule,
  type FactoryProvider,
  type ModuleMetadata,
  type Provider,
} from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { AttachmentListsController } from './attachments/attachment-lists.controller.js';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { AvailabilityZonesController } from './availability-zones/availability-zones.controller.js';
import { BackupActionsController } from './backups/backup-actions.controller.js';
import { BackupHoldController } from './backups/backup-hold.controller.js';
import { CancelController } from './backups/cancel.controller.js';
import { BackupRecordsController } from './backups/backup-records.controller.js';
import { BackupVerificationsController } from './backups/backup-verifications.controller.js';
import { BackupSchedulesController } from './backup-schedules/backup-schedules.controller.js';
import { RetentionController } from './backup-schedules/retention.controller.js';
import { ScheduleActionsController } from './backup-schedules/schedule-actions.controller.js';
import { BackupsController } from './backups/backups.controller.js';
import { ProgressController } from './backups/progress/progress.controller.js';
import { ProgressStreams } from './backups/progress/progress-streams.js';
import { RestoreController } from './backups/restore.controller.js';
import { ExtensionsController } from './extensions/extensions.controller.js';
import { HEALTH, type Health } from './health/health.js';
import { HealthController } from './health/health.controller.js';
import { HistoryController } from './history/history.controller.js';
import { Arrival } from './http/arrival.js';
import { FaultFilter } from './http/faults/fault.filter.js';
import { FaultWriter } from './http/faults/fault-writer.js';
import { AUTHENTICATOR, type Authenticator } from './http/identity/authenticator.js';
import { Actions } from './http/routing/actions.js';
import { Controllers } from './http/routing/controllers.js';
import { RoutedResources } from './http/routing/routed-resources.js';
import { Routes } from './http/routing/routes.js';
import { HTTP_SETTINGS, type HttpSettings } from './http/settings.js';
import { LimitsController } from './limits/limits.controller.js';
import { MessagesController } from './messages/messages.controller.js';
import { QosAssociationsController } from './qos-specs/qos-associations.controller.js';
import { QosSpecsController } from './qos-specs/qos-specs.controller.js';
import { QuotaClassSetsController } from './quota-sets/quota-class-sets.controller.js';
import { QUOTA_READER, type QuotaReader } from './quota-sets/quota-reader.js';
import { QuotaSetsController } from './quota-sets/quota-sets.controller.js';
import { ResourceFiltersController } from './resource-filters/resource-filters.controller.js';
import { POOL_READER, type PoolReader } from './scheduler-stats/pool-reader.js';
import { SchedulerStatsController } from './scheduler-stats/scheduler-stats.controller.js';
import { SERVICE_READER, type ServiceReader } from './services/service-reader.js';
import { ServicesController } from './services/services.controller.js';
import { SnapshotActionsController } from './snapshots/snapshot-actions.controller.js';
import { SnapshotListsController } from './snapshots/snapshot-lists.controller.js';
import { SnapshotMetadataController } from './snapshots/snapshot-metadata.controller.js';
import { SnapshotsController } from './snapshots/snapshots.controller.js';
import { DefaultTypesController } from './types/default-types.controller.js';
import { ExtraSpecsController } from './types/extra-specs.controller.js';
import { TypeAccessController } from './types/type-access.controller.js';
import { TypeEncryptionController } from './types/type-encryption.controller.js';
import { TypesController } from './types/types.controller.js';
import { VOLUME_TYPE_READER, type VolumeTypeReader } from './types/volume-type.js';
import { VersionsController } from './versions/versions.controller.js';
import { VolumeActionsController } from './volumes/volume-actions.controller.js';
import { ManageableSnapshotsController } from './manageable/manageable-snapshots.controller.js';
import { ManageableVolumesController } from './manageable/manageable-volumes.controller.js';
import { VolumeMoveController } from './volumes/volume-move.controller.js';
import { VolumeRevertController } from './volumes/volume-revert.controller.js';
import { VolumeAttachActionsController } from './volumes/volume-attach-actions.controller.js';
import { VolumeConnectionsController } from './volumes/volume-connections.controller.js';
import { VolumeEncryptionController } from './volumes/volume-encryption.controller.js';
import { VolumeListsController } from './volumes/volume-lists.controller.js';
import { VolumeMetadataController } from './volumes/volume-metadata.controller.js';
import { VolumesController } from './volumes/volumes.controller.js';
import { VolumeFlagActionsController } from './volumes/volume-flag-actions.controller.js';
import { VolumeImageActionsController } from './volumes/volume-image-actions.controller.js';
import { HostsController } from './hosts/hosts.controller.js';
import { CapabilitiesController } from './capabilities/capabilities.controller.js';
import { ClustersController } from './clusters/clusters.controller.js';
import { GroupActionsController } from './groups/group-actions.controller.js';
import { GroupListsController } from './groups/group-lists.controller.js';
import { GroupReplicationController } from './groups/group-replication.controller.js';
import { GroupsController } from './groups/groups.controller.js';
import { GROUP_TYPE_READER, type GroupTypeReader } from './group-types/group-type.js';
import { GroupSpecsController } from './group-types/group-specs.controller.js';
import { GroupTypesController } from './group-types/group-types.controller.js';
import { GroupSnapshotListsController } from './group-snapshots/group-snapshot-lists.controller.js';
import { GroupSnapshotsController } from './group-snapshots/group-snapshots.controller.js';
import { LogLevelsController } from './services/log-levels.controller.js';
import { FrozenBackendsController } from './services/frozen-backends.controller.js';
import { LOG_LEVELS, type LogLevels } from './services/log-levels.js';
import { TransfersController } from './transfers/transfers.controller.js';
import { TransferListsController } from './transfers/transfer-lists.controller.js';
import { TransferRequests } from './transfers/transfer-requests.js';
import { OpenApiController } from './openapi/openapi.controller.js';

const controllers = [
  VersionsController,
  HealthController,
  OpenApiController,
  VolumesController,
  VolumeListsController,
  VolumeMetadataController,
  VolumeActionsController,
  VolumeAttachActionsController,
  VolumeFlagActionsController,
  VolumeImageActionsController,
  ManageableSnapshotsController,
  ManageableVolumesController,
  VolumeMoveController,
  VolumeRevertController,
  VolumeConnectionsController,
  VolumeEncryptionController,
  AttachmentListsController,
  AttachmentsController,
  SnapshotsController,
  SnapshotListsController,
  SnapshotMetadataController,
  SnapshotActionsController,
  TransfersController,
  TransferListsController,
  BackupsController,
  RestoreController,
  ProgressController,
  BackupActionsController,
  CancelController,
  BackupRecordsController,
  BackupHoldController,
  BackupVerificationsController,
  BackupSchedulesController,
  ScheduleActionsController,
  RetentionController,
  HistoryController,
  ExtensionsController,
  AvailabilityZonesController,
  TypesController,
  ExtraSpecsController,
  TypeAccessController,
  TypeEncryptionController,
  DefaultTypesController,
  QosSpecsController,
  QosAssociationsController,
  ServicesController,
  LogLevelsController,
  FrozenBackendsController,
  LimitsController,
  QuotaSetsController,
  QuotaClassSetsController,
  ResourceFiltersController,
  MessagesController,
  SchedulerStatsController,
  HostsController,
  CapabilitiesController,
  ClustersController,
  GroupListsController,
  GroupsController,
  GroupActionsController,
  GroupReplicationController,
  GroupSnapshotListsController,
  GroupSnapshotsController,
  GroupTypesController,
  GroupSpecsController,
];

/** What the API asks of the rest of the service. */
export interface ApiDependencies {
  readonly settings: HttpSettings;
  readonly authenticator: Authenticator;
  readonly health: Health;
  readonly quotas: QuotaReader;
  readonly services: ServiceReader;
  readonly pools: PoolReader;
  readonly logLevels: LogLevels;
  readonly types: VolumeTypeReader;
  readonly groupTypes: GroupTypeReader;
}

export interface ApiModuleOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: FactoryProvider<ApiDependencies>['useFactory'];
}

const DEPENDENCIES = Symbol('ApiDependencies');

const part = <K extends keyof ApiDependencies>(token: symbol, key: K): Provider => ({
  provide: token,
  inject: [DEPENDENCIES],
  useFactory: (dependencies: ApiDependencies) => dependencies[key],
});

/**
 * Controllers and the HTTP layer under them. Serve it with createApi() (http/server.ts). The application brings the
 * command and query bus (CqrsModule, which is global).
 */
@Module({})
export class ApiModule {
  static register({ imports = [], inject = [], useFactory }: ApiModuleOptions): DynamicModule {
    return {
      module: ApiModule,
      imports: [...imports, DiscoveryModule],
      controllers,
      providers: [
        { provide: DEPENDENCIES, inject, useFactory },
        part(HTTP_SETTINGS, 'settings'),
        part(AUTHENTICATOR, 'authenticator'),
        part(HEALTH, 'health'),
        part(QUOTA_READER, 'quotas'),
        part(SERVICE_READER, 'services'),
        part(POOL_READER, 'pools'),
        part(LOG_LEVELS, 'logLevels'),
        part(VOLUME_TYPE_READER, 'types'),
        part(GROUP_TYPE_READER, 'groupTypes'),
        Actions,
        Arrival,
        Controllers,
        FaultWriter,
        ProgressStreams,
        TransferRequests,
        RoutedResources,
        Routes,
        { provide: APP_FILTER, useClass: FaultFilter },
      ],
    };
  }
}
