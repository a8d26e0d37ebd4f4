import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  requestImport,
  requireImportable,
  requireNoCircle,
} from '../../domain/backup/backup-import.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { readRecord } from '../../domain/backup/read-record.js';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { backupDeltas } from '../../domain/quota/deltas.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { DomainError } from '../../domain/shared/errors.js';
import type { BackupDriver } from '../../drivers/backup/port.js';
import { AggregateStore } from '../aggregate-store.js';
import { ancestorsOf } from '../chain-members.js';
import { withCompensation } from '../compensation.js';
import { QuotaLedger } from '../quota-ledger.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { BACKUP_DRIVER, IDS } from '../tokens.js';
import { ImportBackup } from './import-backup.command.js';

/**
 * POST /backups/import_record: reserve quota, record, commit; a worker applies the record. The id is the record's own, so
 * that the links of a chain stay right; the owner is whoever imports it.
 */
@CommandHandler(ImportBackup)
export class ImportBackupHandler implements ICommandHandler<ImportBackup> {
  constructor(
    private readonly store: AggregateStore,
    private readonly quotas: QuotaLedger,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
    @Inject(BACKUP_DRIVER) private readonly driver: BackupDriver,
  ) {}

  async execute({ context: caller, input }: ImportBackup): Promise<BackupState> {
    const { id, record } = readRecord(input.backup_url);
    const refused = record.container === null ? null : this.driver.refuseContainer(record.container);
    if (refused !== null) throw new DomainError('InvalidInput', refused);
    const { state: before, revision } = await this.store.load(backupAggregate, id);
    requireImportable(before);
    requireNoCircle(id, await ancestorsOf(this.store, { id, parent_id: record.parent_id }));
    const context = { ...caller, correlation_id: id };
    const projectId = context.actor.project_id ?? '';
    const reservation_id = reservationFor.import(id, this.ids.next());
    return withCompensation(async (compensate) => {
      await this.quotas.reserve(context, {
        projectId,
        reservationId: reservation_id,
        claim: { operation: 'backup', operation_id: id },
        deltas: backupDeltas(record.size),
      });
      compensate(() => this.quotas.release(context, projectId, reservation_id, 'request refused'));
      const { state, position } = await this.store.execute(backupAggregate, id, context, (now, at) =>
        requestImport(now, at === revision, {
          backup_id: id,
          project_id: projectId,
          user_id: context.actor.user_id ?? '',
          backup_service: input.backup_service,
          reservation_id,
          record,
        }),
      );
      compensate.forget();
      await this.written.passed(position, await this.quotas.commit(context, projectId, reservation_id));
      return state as BackupState;
    });
  }
}
