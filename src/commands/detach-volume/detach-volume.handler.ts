import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { attachmentAggregate } from '../../domain/attachment/attachment.state.js';
import {
  attachedElsewhere,
  invalidInput,
  invalidVolume,
  type DomainError,
} from '../../domain/shared/errors.js';
import { changeReservation } from '../../domain/volume/volume-reserve.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { AttachmentRemoval } from '../attachment-removal.js';
import type { CommandContext } from '../command-context.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { DetachVolume } from './detach-volume.command.js';

/**
 * Rules of spec/api-core.md 4.4 as they are without a compute service: nothing can own an attachment. Another service with a
 * token of its own is past them, and meets Cinder's older words.
 */
@CommandHandler(DetachVolume)
export class DetachVolumeHandler implements ICommandHandler<DetachVolume> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly removal: AttachmentRemoval,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, attachmentId }: DetachVolume): Promise<void> {
    const volume = await this.find.volume(context, id);
    const which = await this.which(context, volume, attachmentId);
    if (volume.status === 'maintenance') {
      throw invalidVolume('The volume cannot be detached in maintenance mode.');
    }
    // What a service means is gone, and the others are not meant.
    if (which === null && volume.attachments.length > 0) return;
    if (which !== null) return this.written.passed(...(await this.removal.remove(context, which)));
    const { position } = await this.store.execute(volumeAggregate, id, context, (state) =>
      changeReservation(state, id, 'detach'),
    );
    await this.written.passed(position);
  }

  /** The attachment meant; null when the volume has none, or a service means one that is gone. */
  private async which(
    { is_service }: CommandContext,
    { id, attachments }: VolumeState,
    wanted: string | null,
  ): Promise<string | null> {
    if (wanted === null) {
      const [only, ...others] = attachments;
      if (others.length > 0) throw is_service ? severalAttachments() : attachedElsewhere('');
      return only?.id ?? null;
    }
    const { state } = await this.store.load(attachmentAggregate, wanted);
    if (state === null || state.deleted_at !== null) {
      if (is_service) return null;
      throw attachedElsewhere('');
    }
    if (state.volume_id !== id) throw invalidInput('Mismatched volume and attachment');
    return wanted;
  }
}

const severalAttachments = (): DomainError =>
  invalidVolume('Detach volume failed: More than one attachment, but no attachment_id provided.');
