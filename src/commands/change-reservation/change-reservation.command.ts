import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';
import type { ReservingAction } from '../../domain/volume/volume-reserve.decide.js';

/** os-reserve, os-unreserve, os-begin_detaching and os-roll_detaching. */
export class ChangeReservation extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly action: ReservingAction,
  ) {
    super();
  }
}
