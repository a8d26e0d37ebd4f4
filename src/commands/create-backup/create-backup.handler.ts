import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { registerChild, removeChild, requestBackup } from '../../domain/backup/backup.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import type { BackupEvent } from '../../domain/backup/backup.events.js';
import { chooseParent } from '../../domain/backup/parent.decide.js';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { backupDeltas } from '../../domain/quota/deltas.js';
import { DomainError } from '../../domain/shared/errors.js';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import type { BackupDriver } from '../../drivers/backup/port.js';
import type { LogPosition } from '../../drivers/event-log/port.js';
import { AggregateStore, type Decision, type Written } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { withCompensation, type Compensate } from '../compensation.js';
import { FindVisible } from '../find-visible.js';
import type { IdOf } from '../idempotency/key-ids.js';
import { NewQuota } from '../idempotency/new-quota.js';
import { OncePerKey } from '../idempotency/once-per-key.js';
import type { Lookup } from '../lookup.js';
import { ReadYourWrites } from '../read-your-writes.js';
import type { Reserving } from '../quota-ledger.js';
import { reckoning } from '../reckoning.js';
import { SourceLock, type BackupSource } from '../source-lock.js';
import { BACKUP_DRIVER, LOOKUP } from '../tokens.js';
import { CreateBackup, type BackupInput } from './create-backup.command.js';

interface Source {
  readonly volume: VolumeState;
  readonly snapshot: SnapshotState | null;
}

interface Wanted {
  readonly context: CommandContext;
  readonly id: string;
  readonly input: BackupInput;
  readonly source: Source;
}

interface Recorded {
  readonly begun: Written<BackupState>;
  readonly charged: LogPosition | undefined;
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
    const wanted: Wanted = { context: { ...caller, correlation_id: id }, id, input, source };
    const { begun, charged } = (await this.atOnce(wanted)) ?? (await this.inTurn(wanted));
    const state = await this.store.recorded(backupAggregate, id, begun);
    await this.written.passed(begun.position, charged);
    return state as BackupState;
  }

  /** Undefined: somebody is in the way, or the log makes one append at a time. */
  private async atOnce(wanted: Wanted): Promise<Recorded | undefined> {
    const { context, id, input, source } = wanted;
    const parent = input.incremental ? await this.parentOf(wanted).catch(unlessDomain) : null;
    if (parent === undefined) return undefined;
    const locking = this.lock.taking(lockOf(wanted), source.volume, input.force);
    const child = parent === null ? [] : [this.adopting(parent, id)];
    return this.quota.atOnce(context, reservationOf(wanted), [...child, locking], {
      aggregate: backupAggregate,
      id,
      decide: () => requestBackup(record(wanted, parent, locking.status())),
    });
  }

  private inTurn(wanted: Wanted): Promise<Recorded> {
    const { context, id, input, source } = wanted;
    return withCompensation(async (compensate) => {
      await this.quota.reserve(context, backupAggregate, reservationOf(wanted), compensate);
      const parent = input.incremental ? await this.pickParent(wanted, compensate) : null;
      const lock = lockOf(wanted);
      const status = await this.lock.take(context, lock, source.volume, input.force);
      compensate(() => this.lock.release(context, lock, 'abandoned'));
      const events = requestBackup(record(wanted, parent, status));
      const begun = await this.store.begin(backupAggregate, id, context, events);
      compensate.forget();
      return { begun, charged: await this.quota.commit(context, id) };
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

  private async parentOf({ context, source: { volume, snapshot } }: Wanted): Promise<string> {
    const candidates = await this.lookup.parentCandidates(volume.id, context.actor.project_id ?? '');
    return chooseParent(candidates, snapshot?.created_at ?? null);
  }

  private adopting(parent: string, id: string): Decision<BackupState, BackupEvent> {
    return { aggregate: backupAggregate, id: parent, decide: (state) => registerChild(state, id) };
  }

  private async pickParent(wanted: Wanted, compensate: Compensate): Promise<string> {
    const { context, id } = wanted;
    const parent = await this.parentOf(wanted);
    await this.store.execute(backupAggregate, parent, context, this.adopting(parent, id).decide);
    compensate(() => this.store.execute(backupAggregate, parent, context, (state) => removeChild(state, id)));
    return parent;
  }
}

const unlessDomain = (error: unknown): undefined => {
  if (!(error instanceof DomainError)) throw error;
};

const reservationOf = ({ context, id, source }: Wanted): Reserving => ({
  projectId: context.actor.project_id ?? '',
  reservationId: reservationFor.create(id),
  claim: { operation: 'backup', operation_id: id },
  deltas: backupDeltas(source.volume.size),
});

const lockOf = ({ id, source: { volume, snapshot } }: Wanted): BackupSource => ({
  backupId: id,
  volumeId: volume.id,
  snapshotId: snapshot?.id ?? null,
});

const record = (
  { id, context, input, source: { volume, snapshot } }: Wanted,
  parent_id: string | null,
  source_previous_status: string,
): Parameters<typeof requestBackup>[0] => ({
  backup_id: id,
  project_id: context.actor.project_id ?? '',
  user_id: context.actor.user_id ?? '',
  volume_id: volume.id,
  source_previous_status,
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
