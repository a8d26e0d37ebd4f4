import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { completeDelete, requestDelete } from '../../domain/attachment/attachment.decide.js';
import { attachmentAggregate } from '../../domain/attachment/attachment.state.js';
import { resetVolumeStatus } from '../../domain/volume/volume-status-reset.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import type { LogPosition } from '../../drivers/event-log/port.js';
import { AggregateStore } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { ResetVolumeStatus } from './reset-volume-status.command.js';

@CommandHandler(ResetVolumeStatus)
export class ResetVolumeStatusHandler implements ICommandHandler<ResetVolumeStatus> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, wanted }: ResetVolumeStatus): Promise<void> {
    const volume = await this.find.volume(context, id);
    resetVolumeStatus(volume, id, wanted);
    const dropped = wanted.attach_status === 'detached' ? await this.drop(context, volume) : [];
    const { position } = await this.store.execute(volumeAggregate, id, context, (state) =>
      resetVolumeStatus(state, id, wanted),
    );
    const ended = await this.end(context, dropped);
    await this.written.passed(position, ...ended);
  }

  /** Marked before the volume forgets them, so that a crash in between leaves none behind. */
  private async drop(context: CommandContext, { attachments }: VolumeState): Promise<readonly string[]> {
    for (const { id } of attachments) {
      await this.store.execute(attachmentAggregate, id, context, (state) => requestDelete(state, id));
    }
    return attachments.map(({ id }) => id);
  }

  /** The backend is not asked: an administrator's word is final. */
  private async end(
    context: CommandContext,
    ids: readonly string[],
  ): Promise<readonly (LogPosition | undefined)[]> {
    const positions: (LogPosition | undefined)[] = [];
    for (const id of ids) {
      positions.push((await this.store.execute(attachmentAggregate, id, context, completeDelete)).position);
    }
    return positions;
  }
}
