import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { registerChild, removeChild, requestBackup } from '../../domain/backup/backup.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { chooseParent } from '../../domain/backup/parent.decide.js';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { backupDeltas } from '../../domain/quota/deltas.js';
import { DomainError } from '../../domain/shared/errors.js';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import type { BackupDriver } from '../../drivers/backup/port.js';
import { AggregateStore } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { withCompensation, type Compensate } from '../compensation.js';
import { FindVisible } from '../find-visible.js';
import type { IdOf } from '../idempotency/key-ids.js';
import { NewQuota } from '../idempotency/new-quota.js';
import { OncePerKey } from '../idempotency/once-per-key.js';
import type { Lookup } from '../lookup.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { reckoning } from '../reckoning.js';
import { SourceLock } from '../source-lock.js';
import { BACKUP_DRIVER, LOOKUP } from '../tokens.js';
import { CreateBackup, type BackupInput } from './create-backup.command.js';

interface Source {
  readonly volume: VolumeState;
  readonly snapshot: SnapshotState | null;
}

/**
 * The request saga of spec/backup-workflow.md section 2: reserve quota, pick the parent, lock the source, record, commit.
 * Checks run in the order of spec/backups-api.md 5.2; each is repeated on the newest state when its append is made.
 */
@CommandHandler(CreateBackup)
export class CreateBackupHandler implements ICommandHandler<CreateBackup> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly lock: SourceLock,
    private readonly once: OncePerKey,
    private readonly quota: NewQuota,
    private readonly written: ReadYourWrites,
    @Inject(LOOKUP) private readonly lookup: Lookup,
    @Inject(BACKUP_DRIVER) private readonly driver: BackupDriver,
  ) {}

  execute({ context, input, id }: CreateBackup): Promise<BackupState> {
    const make = (idOf: IdOf): Promise<BackupState> =>
      reckoning(() => this.create(context, id ?? idOf('backup'), input));
    return this.once.run(context, 'backup', { make });
  }

  private async create(caller: CommandContext, id: string, input: BackupInput): Promise<BackupState> {
    const source = await this.source(caller, input);
    const context = { ...caller, correlation_id: id };
    return withCompensation(async (compensate) => {
      await this.reserveQuota(context, id, source.volume.size, compensate);
      const parent = input.incremental ? await this.pickParent(context, id, source, compensate) : null;
      const lock = { backupId: id, volumeId: source.volume.id, snapshotId: source.snapshot?.id ?? null };
      const status = await this.lock.take(context, lock, source.volume, input.force);
      compensate(() => this.lock.release(context, lock, 'abandoned'));
      const events = requestBackup({
        ...record(id, context, input, source, parent),
        source_previous_status: status,
      });
      const { begun, charged } = await this.quota.begin(context, backupAggregate, id, events);
      compensate.forget();
      const [state, committed] = await Promise.all([
        this.store.recorded(backupAggregate, id, begun),
        charged?.position ?? this.quota.commit(context, id),
      ]);
      await this.written.passed(begun.position, committed);
      return state as BackupState;
    });
  }

  private async source(context: CommandContext, input: BackupInput): Promise<Source> {
    const volume = await this.find.volume(context, input.volume_id);
    const snapshot = input.snapshot_id === null ? null : await this.find.snapshot(context, input.snapshot_id);
    this.lock.check({ volume, snapshot }, input.force);
    const refused = input.container === null ? null : this.driver.refuseContainer(input.container);
    if (refused !== null) throw new DomainError('InvalidInput', refused);
    return { volume, snapshot };
  }

  private async reserveQuota(
    context: CommandContext,
    id: string,
    size: number,
    compensate: Compensate,
  ): Promise<void> {
    const projectId = context.actor.project_id ?? '';
    const reservationId = reservationFor.create(id);
    const claim = { operation: 'backup', operation_id: id } as const;
    const wanted = { projectId, reservationId, claim, deltas: backupDeltas(size) };
    await this.quota.reserve(context, backupAggregate, wanted, compensate);
  }

  private async pickParent(
    context: CommandContext,
    id: string,
    { volume, snapshot }: Source,
    compensate: Compensate,
  ): Promise<string> {
    const candidates = await this.lookup.parentCandidates(volume.id, context.actor.project_id ?? '');
    const parent = chooseParent(candidates, snapshot?.created_at ?? null);
    await this.store.execute(backupAggregate, parent, context, (state) => registerChild(state, id));
    compensate(() => this.store.execute(backupAggregate, parent, context, (state) => removeChild(state, id)));
    return parent;
  }
}

const record = (
  id: string,
  context: CommandContext,
  input: BackupInput,
  { volume, snapshot }: Source,
  parent_id: string | null,
): Omit<Parameters<typeof requestBackup>[0], 'source_previous_status'> => ({
  backup_id: id,
  project_id: context.actor.project_id ?? '',
  user_id: context.actor.user_id ?? '',
  volume_id: volume.id,
  snapshot_id: snapshot?.id ?? null,
  display_name: input.name,
  display_description: input.description,
  container: input.container === '' ? null : input.container,
  size: volume.size,
  incremental: input.incremental,
  force: input.force,
  parent_id,
  availability_zone: input.availability_zone,
  data_timestamp: snapshot?.created_at ?? null,
  metadata: input.metadata,
});
