import { join } from 'node:path';
import {
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { EventLog } from '../drivers/event-log/port.js';
import { GetAttachmentHandler } from './attachments/get-attachment.query.js';
import { ListAttachmentsHandler } from './attachments/list-attachments.query.js';
import { GetBackupScheduleHandler } from './backup-schedules/get-backup-schedule.query.js';
import { GetRetentionHandler } from './backup-schedules/get-retention.query.js';
import { ListBackupSchedulesHandler } from './backup-schedules/list-backup-schedules.query.js';
import { GetBackupHandler } from './backups/get-backup.query.js';
import { ListBackupsHandler } from './backups/list-backups.query.js';
import { EventHistory } from './history/event-history.js';
import { GetStateAtHandler } from './history/get-state-at.query.js';
import { ListEventsOfHandler } from './history/list-events-of.query.js';
import { LiveAggregates } from './history/live-aggregates.js';
import { ReadModelLookup } from './lookup/read-model-lookup.js';
import { GetMessageHandler } from './messages/get-message.query.js';
import { ListMessagesHandler } from './messages/list-messages.query.js';
import { FollowProgressHandler } from './progress/follow-progress.query.js';
import { GetProgressHandler } from './progress/get-progress.query.js';
import { ProgressReader } from './progress/progress-reader.js';
import { QuotaClassLimitsHandler } from './quotas/quota-class-limits.query.js';
import { QuotaUsageHandler } from './quotas/quota-usage.query.js';
import { ProjectionRunner } from './runner/projection-runner.js';
import { Projector } from './runner/projector.js';
import { GetGroupSnapshotHandler } from './group-snapshots/get-group-snapshot.query.js';
import { ListGroupSnapshotsHandler } from './group-snapshots/list-group-snapshots.query.js';
import { GetSnapshotHandler } from './snapshots/get-snapshot.query.js';
import { ListSnapshotsHandler } from './snapshots/list-snapshots.query.js';
import { ReadModel } from './store/read-model.js';
import { readModelSchema } from './store/schema.js';
import { tables } from './store/tables.js';
import { GetGroupTypesHandler } from './group-types/get-group-types.query.js';
import { GetTypeCatalogueHandler } from './volume-types/get-type-catalogue.query.js';
import { ListVerificationsHandler } from './verifications/list-verifications.query.js';
import { HostUsageHandler } from './hosts/host-usage.query.js';
import { GetGroupHandler } from './groups/get-group.query.js';
import { ListGroupsHandler } from './groups/list-groups.query.js';
import { GetTransferHandler } from './transfers/get-transfer.query.js';
import { ListTransfersHandler } from './transfers/list-transfers.query.js';
import { GetVolumeHandler } from './volumes/get-volume.query.js';
import { ListVolumesHandler } from './volumes/list-volumes.query.js';
import { VolumesSummaryHandler } from './volumes/volumes-summary.query.js';

export interface ProjectionsOptions {
  readonly eventLog: EventLog;
  /** The read model lies in `<dataDir>/read-model.sqlite`. */
  readonly dataDir: string;
}

const queryHandlers = [
  FollowProgressHandler,
  GetProgressHandler,
  GetTypeCatalogueHandler,
  GetGroupTypesHandler,
  GetVolumeHandler,
  ListVolumesHandler,
  VolumesSummaryHandler,
  HostUsageHandler,
  GetGroupHandler,
  ListGroupsHandler,
  GetTransferHandler,
  ListTransfersHandler,
  GetSnapshotHandler,
  GetGroupSnapshotHandler,
  ListGroupSnapshotsHandler,
  ListSnapshotsHandler,
  GetBackupHandler,
  ListBackupsHandler,
  GetMessageHandler,
  ListMessagesHandler,
  QuotaClassLimitsHandler,
  GetAttachmentHandler,
  ListAttachmentsHandler,
  QuotaUsageHandler,
  GetStateAtHandler,
  ListEventsOfHandler,
  ListVerificationsHandler,
  GetBackupScheduleHandler,
  ListBackupSchedulesHandler,
  GetRetentionHandler,
];

/**
 * The read models and their queries. They follow the log from the application's bootstrap to its shutdown; the log itself
 * stays open. The application imports CqrsModule, which finds the handlers.
 */
@Module({})
export class ProjectionsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly runner: ProjectionRunner,
    private readonly model: ReadModel,
  ) {}

  static register({ eventLog, dataDir }: ProjectionsOptions): DynamicModule {
    const log = new Logger('Projections');
    const model = (): ReadModel => new ReadModel(join(dataDir, 'read-model.sqlite'), readModelSchema);
    const runner = (rows: ReadModel): ProjectionRunner =>
      new ProjectionRunner(eventLog, rows, new Projector(rows, tables, (message) => log.warn(message)), log);
    return {
      module: ProjectionsModule,
      providers: [
        { provide: ReadModel, useFactory: model },
        { provide: EventHistory, useFactory: () => new EventHistory(eventLog) },
        {
          provide: LiveAggregates,
          useFactory: (rows: ReadModel, history: EventHistory) => new LiveAggregates(rows, history),
          inject: [ReadModel, EventHistory],
        },
        {
          provide: ProgressReader,
          useFactory: (rows: ReadModel, live: LiveAggregates) => new ProgressReader(rows, live),
          inject: [ReadModel, LiveAggregates],
        },
        { provide: ProjectionRunner, useFactory: runner, inject: [ReadModel] },
        {
          provide: ReadModelLookup,
          useFactory: (rows: ReadModel, running: ProjectionRunner) => new ReadModelLookup(rows, running),
          inject: [ReadModel, ProjectionRunner],
        },
        ...queryHandlers,
      ],
      exports: [ProjectionRunner, ReadModelLookup, EventHistory],
    };
  }

  onApplicationBootstrap(): void {
    this.runner.start();
  }

  /** After the last request was answered. */
  async onApplicationShutdown(): Promise<void> {
    await this.runner.stop();
    this.model.close();
  }
}
