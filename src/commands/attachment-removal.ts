import { Inject, Injectable } from '@nestjs/common';
import { requestDelete } from '../domain/attachment/attachment.decide.js';
import { attachmentAggregate } from '../domain/attachment/attachment.state.js';
import type { LogPosition } from '../drivers/event-log/port.js';
import type { VolumeDriver } from '../drivers/volume/port.js';
import { AggregateStore } from './aggregate-store.js';
import { takeDown } from './attachment-steps/delete.js';
import type { CommandContext } from './command-context.js';
import { VOLUME_DRIVER } from './tokens.js';

/** Accepts the end of an attachment and carries it out at once; what a crash leaves undone a worker does. */
@Injectable()
export class AttachmentRemoval {
  constructor(
    private readonly store: AggregateStore,
    @Inject(VOLUME_DRIVER) private readonly volumes: VolumeDriver,
  ) {}

  async remove(context: CommandContext, id: string): Promise<readonly (LogPosition | undefined)[]> {
    const { state } = await this.store.execute(attachmentAggregate, id, context, (attachment) =>
      requestDelete(attachment, id),
    );
    return state === null ? [] : takeDown({ store: this.store, volumes: this.volumes }, context, state);
  }
}
