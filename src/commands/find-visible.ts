import { Injectable } from '@nestjs/common';
import { attachmentAggregate, type AttachmentState } from '../domain/attachment/attachment.state.js';
import { backupAggregate, type BackupState } from '../domain/backup/backup.state.js';
import { backupScheduleNotFound } from '../domain/backup-schedule/backup-schedule.decide.js';
import {
  backupScheduleAggregate,
  type BackupScheduleState,
} from '../domain/backup-schedule/backup-schedule.state.js';
import { groupAggregate, type GroupState } from '../domain/group/group.state.js';
import {
  attachmentNotFound,
  backupNotFound,
  groupNotFound,
  groupSnapshotNotFound,
  snapshotNotFound,
  transferNotFound,
  volumeNotFound,
} from '../domain/shared/errors.js';
import {
  groupSnapshotAggregate,
  type GroupSnapshotState,
} from '../domain/group-snapshot/group-snapshot.state.js';
import { snapshotAggregate, type SnapshotState } from '../domain/snapshot/snapshot.state.js';
import { transferAggregate, type TransferState } from '../domain/transfer/transfer.state.js';
import { volumeAggregate, type VolumeState } from '../domain/volume/volume.state.js';
import { AggregateStore } from './aggregate-store.js';
import { maySee, type CommandContext } from './command-context.js';

/** Looks rows up as their caller may see them: what is gone, or another project's, is not found. */
@Injectable()
export class FindVisible {
  constructor(private readonly store: AggregateStore) {}

  async volume(context: CommandContext, id: string): Promise<VolumeState> {
    const { state } = await this.store.load(volumeAggregate, id);
    return visible(context, state) ?? raise(volumeNotFound(id));
  }

  async snapshot(context: CommandContext, id: string): Promise<SnapshotState> {
    const { state } = await this.store.load(snapshotAggregate, id);
    return visible(context, state) ?? raise(snapshotNotFound(id));
  }

  async backup(context: CommandContext, id: string): Promise<BackupState> {
    const { state } = await this.store.load(backupAggregate, id);
    return visible(context, state) ?? raise(backupNotFound(id));
  }

  async backupSchedule(context: CommandContext, id: string): Promise<BackupScheduleState> {
    const { state } = await this.store.load(backupScheduleAggregate, id);
    return visible(context, state) ?? raise(backupScheduleNotFound(id));
  }

  async group(context: CommandContext, id: string): Promise<GroupState> {
    const { state } = await this.store.load(groupAggregate, id);
    return visible(context, state) ?? raise(groupNotFound(id));
  }

  async transfer(context: CommandContext, id: string): Promise<TransferState> {
    const { state } = await this.store.load(transferAggregate, id);
    return visible(context, state) ?? raise(transferNotFound(id));
  }

  async groupSnapshot(context: CommandContext, id: string): Promise<GroupSnapshotState> {
    const { state } = await this.store.load(groupSnapshotAggregate, id);
    return visible(context, state) ?? raise(groupSnapshotNotFound(id));
  }

  async attachment(context: CommandContext, id: string): Promise<AttachmentState> {
    const { state } = await this.store.load(attachmentAggregate, id);
    return visible(context, state) ?? raise(attachmentNotFound(id));
  }
}

interface Row {
  readonly project_id: string;
  readonly deleted_at: string | null;
}

const visible = <R extends Row>(context: CommandContext, row: R | null): R | null =>
  row !== null && row.deleted_at === null && maySee(context, row.project_id) ? row : null;

const raise = (error: Error): never => {
  throw error;
};
