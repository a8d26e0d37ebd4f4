import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { attachedElsewhere } from '../../domain/shared/errors.js';
import { changeReservation } from '../../domain/volume/volume-reserve.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { VolumeDriver } from '../../drivers/volume/port.js';
import { AggregateStore } from '../aggregate-store.js';
import { ConnectionFailed } from '../attachment-connection.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { VOLUME_DRIVER } from '../tokens.js';
import { TerminateConnection } from './terminate-connection.command.js';

/** The connection is dropped, and a volume that was reserved for it is free again. */
@CommandHandler(TerminateConnection)
export class TerminateConnectionHandler implements ICommandHandler<TerminateConnection> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
    @Inject(VOLUME_DRIVER) private readonly volumes: VolumeDriver,
  ) {}

  async execute({ context, id }: TerminateConnection): Promise<void> {
    const { attachments } = await this.find.volume(context, id);
    if (attachments.length > 1) throw attachedElsewhere('');
    await this.volumes.terminateConnection('volume', id).catch((error: unknown) => {
      throw new ConnectionFailed(String(error), { cause: error });
    });
    const { position } = await this.store.execute(volumeAggregate, id, context, (state) =>
      changeReservation(state, id, 'unreserve'),
    );
    await this.written.passed(position);
  }
}
