import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { startRestore } from '../../domain/backup/backup.decide.js';
import type { BackupState } from '../../domain/backup/backup.state.js';
import { sameClaim } from '../../domain/shared/claim.js';
import { invalidBackup } from '../../domain/shared/errors.js';
import { restoreAggregate } from '../../domain/restore/restore.state.js';
import { checkTypeLimits } from '../../domain/type-catalogue/type-limits.decide.js';
import { lockForRestore, releaseFromRestore } from '../../domain/volume/volume-lock.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { answering, type CommandContext } from '../command-context.js';
import { withCompensation } from '../compensation.js';
import { FindVisible } from '../find-visible.js';
import { requireNone } from '../idempotency/new-quota.js';
import { OncePerKey } from '../idempotency/once-per-key.js';
import { NewVolume } from '../new-volume.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { RestoreOpening } from '../restore-opening.js';
import type { CommandSettings } from '../settings.js';
import { SETTINGS } from '../tokens.js';
import { VolumeTypes } from '../volume-types.js';
import { RestoreBackup, type RestoreAnswer, type RestoreInput } from './restore-backup.command.js';

interface RestoreIds {
  readonly restoreId: string;
  readonly volumeId: string;
}

/** POST /backups/{id}/restore: to a volume that exists, or to a new one. Checks in the order of spec/backups-api.md 5.3. */
@CommandHandler(RestoreBackup)
export class RestoreBackupHandler implements ICommandHandler<RestoreBackup> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly once: OncePerKey,
    private readonly opening: RestoreOpening,
    private readonly newVolume: NewVolume,
    private readonly types: VolumeTypes,
    private readonly written: ReadYourWrites,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
  ) {}

  execute({ context, id, input }: RestoreBackup): Promise<RestoreAnswer> {
    const { volume_id } = input;
    return this.once.run(context, 'restore', {
      make: (idOf, newId) => {
        // A new volume stands for its restore, which any twin may open under the id that the volume names.
        const ids =
          volume_id === null
            ? { restoreId: newId(), volumeId: idOf('volume') }
            : { restoreId: idOf('restore'), volumeId: volume_id };
        return this.restore(context, id, input, ids);
      },
      isTaken: volume_id === null ? undefined : (idOf) => this.isLocked(volume_id, idOf('restore')),
    });
  }

  private async restore(
    caller: CommandContext,
    id: string,
    input: RestoreInput,
    ids: RestoreIds,
  ): Promise<RestoreAnswer> {
    const backup = await this.find.backup(caller, id);
    startRestore(backup, id, { restore_id: ids.restoreId, volume_id: '' }, false);
    if (backup.size <= 0) throw invalidBackup('Backup to be restored has invalid size');
    const context = { ...caller, correlation_id: ids.restoreId };
    return input.volume_id === null
      ? this.toNewVolume(context, backup, ids, input.name)
      : this.toExisting(context, backup, ids);
  }

  private async isLocked(volumeId: string, restoreId: string): Promise<boolean> {
    const { state } = await this.store.load(volumeAggregate, volumeId);
    return sameClaim(state?.lock ?? null, { operation: 'restore', operation_id: restoreId });
  }

  private async toExisting(
    context: CommandContext,
    backup: BackupState,
    { restoreId, volumeId }: RestoreIds,
  ): Promise<RestoreAnswer> {
    const volume = await this.find.volume(context, volumeId);
    return withCompensation(async (compensate) => {
      await this.store.execute(volumeAggregate, volumeId, context, (state) =>
        lockForRestore(state, volumeId, restoreId, backup.size, backup.id),
      );
      compensate(() =>
        this.store.execute(volumeAggregate, volumeId, context, (state) =>
          releaseFromRestore(state, restoreId, 'abandoned'),
        ),
      );
      await requireNone(this.store, context, restoreAggregate, restoreId);
      const restore = { restoreId, volumeId, backupId: backup.id, volumeIsNew: false, createsVolume: false };
      await this.opening.lockBackup(context, restore, compensate);
      const volume_name = volume.display_name ?? '';
      const position = await this.opening.record(answering(context, { volume_name }), restore);
      compensate.forget();
      await this.written.passed(position);
      return { backup_id: backup.id, volume_id: volumeId, volume_name };
    });
  }

  private async toNewVolume(
    context: CommandContext,
    backup: BackupState,
    { restoreId, volumeId }: RestoreIds,
    name: string | null,
  ): Promise<RestoreAnswer> {
    const restore = { restoreId, volumeId, backupId: backup.id, volumeIsNew: true, createsVolume: false };
    const volume_name = name ?? `restore_backup_${backup.id}`;
    const type = await this.types.default(context);
    checkTypeLimits(type, { size: backup.size, availability_zone: this.settings.availabilityZone });
    return withCompensation(async (compensate) => {
      const volume = {
        volume_id: volumeId,
        size: backup.size,
        display_name: volume_name,
        display_description: 'auto-created_from_restore_from_backup',
        type,
        availability_zone: this.settings.availabilityZone,
        metadata: {},
        bootable: false,
        source: 'restore',
        source_id: backup.id,
        restore_id: restoreId,
      } as const;
      await this.newVolume.reserve(context, volume, compensate);
      await this.opening.lockBackup(context, restore, compensate);
      await this.newVolume.record(context, volume, compensate);
      const position = await this.opening.record(context, restore);
      await this.written.passed(position, await this.newVolume.commit(context, volume));
      return { backup_id: backup.id, volume_id: volumeId, volume_name };
    });
  }
}
