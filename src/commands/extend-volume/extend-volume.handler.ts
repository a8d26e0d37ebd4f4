import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { extendDeltas } from '../../domain/quota/deltas.js';
import { checkTypeSize } from '../../domain/type-catalogue/type-limits.decide.js';
import { cannotExtend, requestExtend } from '../../domain/volume/volume.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { withCompensation } from '../compensation.js';
import { FindVisible } from '../find-visible.js';
import { QuotaLedger } from '../quota-ledger.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { expectSize, reckoning } from '../reckoning.js';
import { VolumeTypes } from '../volume-types.js';
import { ExtendVolume } from './extend-volume.command.js';

/** os-extend: the quota is reserved here and committed by the step that grows the volume. */
@CommandHandler(ExtendVolume)
export class ExtendVolumeHandler implements ICommandHandler<ExtendVolume> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly quotas: QuotaLedger,
    private readonly written: ReadYourWrites,
    private readonly types: VolumeTypes,
  ) {}

  execute(command: ExtendVolume): Promise<void> {
    return reckoning(() => this.extend(command));
  }

  private async extend({ context, id, newSize, allowed }: ExtendVolume): Promise<void> {
    const volume = await this.find.volume(context, id);
    requestExtend(volume, id, newSize, allowed);
    const type = await this.types.of(volume);
    if (type !== undefined) checkTypeSize(type, newSize);
    await withCompensation(async (compensate) => {
      const projectId = volume.project_id;
      const reservationId = reservationFor.extend(id, newSize);
      const claim = { operation: 'volume', operation_id: id } as const;
      const deltas = extendDeltas(newSize - volume.size, volume.volume_type);
      const reserving = { projectId, reservationId, claim, deltas, volumeSize: newSize };
      const isMine = await this.quotas.reserve(context, reserving);
      // Another request for the same size is at work, and the reservation is that one's to keep or to give back.
      if (!isMine) throw cannotExtend(id, 'extending');
      compensate(() => this.quotas.release(context, projectId, reservationId, 'request refused'));
      const { position } = await this.store.execute(volumeAggregate, id, context, (state) => {
        const events = requestExtend(state, id, newSize, allowed);
        expectSize(state, volume.size);
        return events;
      });
      compensate.forget();
      await this.written.passed(position);
    });
  }
}
