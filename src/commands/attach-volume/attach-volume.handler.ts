import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { attachmentOf, attachVolume } from '../../domain/volume/volume-attach.decide.js';
import { FindVisible } from '../find-visible.js';
import { NewAttachment } from '../new-attachment.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { IDS } from '../tokens.js';
import { AttachVolume } from './attach-volume.command.js';

/** The same server or host twice gets the attachment that it has (spec/api-core.md 2.7). */
@CommandHandler(AttachVolume)
export class AttachVolumeHandler implements ICommandHandler<AttachVolume> {
  constructor(
    private readonly find: FindVisible,
    private readonly attachments: NewAttachment,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context, id, input }: AttachVolume): Promise<void> {
    const { instance_uuid, host_name: attached_host, mountpoint, mode } = input;
    const volume = await this.find.volume(context, id);
    const by = { instance_uuid, attached_host };
    if (attachmentOf(volume, by)?.attach_status === 'attached') return;
    const attachment_id = this.ids.next();
    const { position } = await this.attachments.record(context, volume, {
      attachment_id,
      decide: (state) => attachVolume(state, id, { attachment_id, ...by, mountpoint, mode }),
    });
    await this.written.passed(position);
  }
}
