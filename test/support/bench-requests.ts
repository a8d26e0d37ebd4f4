import { CancelBackup } from '../../src/commands/cancel-backup/cancel-backup.command.js';
import { CreateBackup, type BackupInput } from '../../src/commands/create-backup/create-backup.command.js';
import {
  CreateSnapshot,
  type SnapshotInput,
} from '../../src/commands/create-snapshot/create-snapshot.command.js';
import { CreateVolume, type VolumeInput } from '../../src/commands/create-volume/create-volume.command.js';
import { DeleteBackup } from '../../src/commands/delete-backup/delete-backup.command.js';
import { DeleteChainMember } from '../../src/commands/delete-chain-member/delete-chain-member.command.js';
import { DeleteSnapshot } from '../../src/commands/delete-snapshot/delete-snapshot.command.js';
import { DeleteVolume, type DeleteOptions } from '../../src/commands/delete-volume/delete-volume.command.js';
import { ExtendVolume } from '../../src/commands/extend-volume/extend-volume.command.js';
import type { CommandContext } from '../../src/commands/command-context.js';
import { ExportBackup } from '../../src/commands/export-backup/export-backup.command.js';
import { ImportBackup } from '../../src/commands/import-backup/import-backup.command.js';
import { ResetBackupStatus } from '../../src/commands/reset-backup-status/reset-backup-status.command.js';
import {
  RestoreBackup,
  type RestoreInput,
} from '../../src/commands/restore-backup/restore-backup.command.js';
import { ManageVolume, type ManageInput } from '../../src/commands/manage-volume/manage-volume.command.js';
import { UnmanageSnapshot } from '../../src/commands/unmanage-snapshot/unmanage-snapshot.command.js';
import { UnmanageVolume } from '../../src/commands/unmanage-volume/unmanage-volume.command.js';
import { MigrateVolume } from '../../src/commands/migrate-volume/migrate-volume.command.js';
import { RetypeVolume } from '../../src/commands/retype-volume/retype-volume.command.js';
import { RevertVolume } from '../../src/commands/revert-volume/revert-volume.command.js';
import { VerifyBackup } from '../../src/commands/verify-backup/verify-backup.command.js';
import type { ResettableStatus } from '../../src/domain/backup/backup.events.js';
import { requestBy } from './command-bench.js';

const benchService = 'cinder.backup.drivers.posix.PosixBackupDriver';

/** Commands as the API sends them, with everything a test does not care about filled in. */
export class Requests {
  constructor(
    readonly project: string,
    private readonly changes: Partial<CommandContext> = {},
  ) {}

  /** A new request of this project's user. */
  get context(): CommandContext {
    return requestBy(this.project, this.changes);
  }

  createVolume(input: Partial<VolumeInput> = {}): CreateVolume {
    const empty = { snapshot_id: null, source_volid: null, backup_id: null };
    const isCopy = Object.keys(input).some((name) => name in empty);
    return new CreateVolume(this.context, {
      size: isCopy ? null : 1,
      name: 'a volume',
      description: null,
      volume_type: null,
      availability_zone: null,
      metadata: {},
      group_id: null,
      ...empty,
      ...input,
    });
  }

  createSnapshot(volume_id: string, input: Partial<SnapshotInput> = {}): CreateSnapshot {
    const allowed = ['available', 'in-use'];
    return new CreateSnapshot(this.context, {
      volume_id,
      name: 'a snapshot',
      description: null,
      metadata: {},
      allowed,
      ...input,
    });
  }

  createBackup(volume_id: string, input: Partial<BackupInput> = {}): CreateBackup {
    return new CreateBackup(this.context, {
      volume_id,
      snapshot_id: null,
      name: 'a backup',
      description: null,
      container: null,
      incremental: false,
      force: false,
      metadata: {},
      availability_zone: null,
      ...input,
    });
  }

  restore(id: string, input: Partial<RestoreInput> = {}): RestoreBackup {
    return new RestoreBackup(this.context, id, { volume_id: null, name: null, ...input });
  }

  extend(id: string, newSize: number): ExtendVolume {
    return new ExtendVolume(this.context, id, newSize, ['available']);
  }

  manage(reference: string, input: Partial<ManageInput> = {}): ManageVolume {
    return new ManageVolume(this.context, {
      host: 'node-1@file',
      isCluster: false,
      reference,
      name: 'a managed one',
      description: null,
      volume_type: null,
      availability_zone: null,
      metadata: {},
      bootable: false,
      ...input,
    });
  }

  unmanage(id: string): UnmanageVolume {
    return new UnmanageVolume(this.context, id);
  }

  unmanageSnapshot(id: string): UnmanageSnapshot {
    return new UnmanageSnapshot(this.context, id);
  }

  migrate(id: string, host: string, lockVolume = false): MigrateVolume {
    return new MigrateVolume(this.context, id, host, lockVolume);
  }

  retype(id: string, type: string, policy: 'never' | 'on-demand' = 'never'): RetypeVolume {
    return new RetypeVolume(this.context, id, type, policy);
  }

  revert(id: string, snapshotId: string): RevertVolume {
    return new RevertVolume(this.context, id, snapshotId);
  }

  deleteVolume(id: string, options: Partial<DeleteOptions> = {}): DeleteVolume {
    return new DeleteVolume(this.context, id, { cascade: false, force: false, ...options });
  }

  deleteSnapshot(id: string, force = false): DeleteSnapshot {
    return new DeleteSnapshot(this.context, id, force);
  }

  deleteBackup(id: string, force = false): DeleteBackup {
    return new DeleteBackup(this.context, id, force);
  }

  /** Deletes a backup that others are based on. */
  deleteMember(id: string, children: 'delete' | 'detach'): DeleteChainMember {
    return new DeleteChainMember(this.context, id, children);
  }

  cancelBackup(id: string, volumeId: string | null = null): CancelBackup {
    return new CancelBackup(this.context, id, volumeId);
  }

  importBackup(backup_url: string, backup_service = benchService): ImportBackup {
    return new ImportBackup(this.context, { backup_service, backup_url });
  }

  exportBackup(id: string): ExportBackup {
    return new ExportBackup(this.context, id);
  }

  verify(id: string): VerifyBackup {
    return new VerifyBackup(this.context, id);
  }

  resetBackup(id: string, status: ResettableStatus): ResetBackupStatus {
    return new ResetBackupStatus(this.context, id, status);
  }
}
