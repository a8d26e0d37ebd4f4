import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { retypeDeltas } from '../../domain/quota/deltas.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { checkTypeLimits } from '../../domain/type-catalogue/type-limits.decide.js';
import { requestRetype } from '../../domain/volume/volume-retype.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { TypeSpecs } from '../backends/type-specs.js';
import { withCompensation } from '../compensation.js';
import { FindVisible } from '../find-visible.js';
import { QuotaLedger } from '../quota-ledger.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { expectSize, reckoning } from '../reckoning.js';
import { IDS } from '../tokens.js';
import { RetypeVolume } from './retype-volume.command.js';

/** os-retype: what the other type costs is reserved here and committed by the step that writes the type. */
@CommandHandler(RetypeVolume)
export class RetypeVolumeHandler implements ICommandHandler<RetypeVolume> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly types: TypeSpecs,
    private readonly quotas: QuotaLedger,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  execute(command: RetypeVolume): Promise<void> {
    return reckoning(() => this.retype(command));
  }

  private async retype({ context, id, newType, migrationPolicy }: RetypeVolume): Promise<void> {
    const volume = await this.find.volume(context, id);
    const found = await this.types.find(context, newType);
    // What it is counted under from now on, whatever the type is called later.
    const type = { id: found.id, name: found.quota_name };
    const retype = { retypeId: this.ids.next(), type, migrationPolicy };
    requestRetype(volume, id, retype);
    checkTypeLimits(found, volume);
    await withCompensation(async (compensate) => {
      const projectId = volume.project_id;
      const reservationId = reservationFor.retype(id, retype.retypeId);
      const claim = { operation: 'volume', operation_id: id } as const;
      const deltas = retypeDeltas(volume.size, volume.volume_type, type.name);
      await this.quotas.reserve(context, { projectId, reservationId, claim, deltas });
      compensate(() => this.quotas.release(context, projectId, reservationId, 'request refused'));
      const { position } = await this.store.execute(volumeAggregate, id, context, (state) => {
        const events = requestRetype(state, id, retype);
        expectSize(state, volume.size);
        return events;
      });
      compensate.forget();
      await this.written.passed(position);
    });
  }
}
