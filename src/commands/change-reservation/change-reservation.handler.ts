import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { changeReservation } from '../../domain/volume/volume-reserve.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { ChangeReservation } from './change-reservation.command.js';

@CommandHandler(ChangeReservation)
export class ChangeReservationHandler implements ICommandHandler<ChangeReservation> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, action }: ChangeReservation): Promise<void> {
    await this.find.volume(context, id);
    const { position } = await this.store.execute(volumeAggregate, id, context, (state) =>
      changeReservation(state, id, action),
    );
    await this.written.passed(position);
  }
}
