import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { DomainError } from '../../domain/shared/errors.js';
import { requestManage } from '../../domain/volume/volume-manage.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { Scheduler } from '../backends/scheduler.js';
import { TypeSpecs } from '../backends/type-specs.js';
import { ReadYourWrites } from '../read-your-writes.js';
import type { CommandSettings } from '../settings.js';
import { IDS, SETTINGS } from '../tokens.js';
import { isManaged } from '../volume-steps/adopt.js';
import { ManageVolume } from './manage-volume.command.js';

/** What files of volumes are called at the backend. */
const ownName = /^volume-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** POST /manageable_volumes: one append. What it costs is known only once it was found, so the steps charge for it. */
@CommandHandler(ManageVolume)
export class ManageVolumeHandler implements ICommandHandler<ManageVolume> {
  constructor(
    private readonly store: AggregateStore,
    private readonly scheduler: Scheduler,
    private readonly types: TypeSpecs,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
  ) {}

  async execute({ context: caller, input }: ManageVolume): Promise<VolumeState> {
    const type = await this.types.findOrDefault(caller, input.volume_type);
    const [, known] = ownName.exec(input.reference) ?? [];
    if (known !== undefined && (await isManaged(this.store, known))) {
      throw new DomainError(
        'InvalidVolume',
        'Unable to manage existing volume. The volume is already managed',
      );
    }
    const host = await this.scheduler.manageableHost(input);
    const id = this.ids.next();
    const context = { ...caller, correlation_id: id };
    const events = requestManage({
      volume_id: id,
      project_id: context.actor.project_id ?? '',
      user_id: context.actor.user_id ?? '',
      display_name: input.name,
      display_description: input.description,
      volume_type_id: type.id,
      // What it is counted under, whatever the type is called later.
      volume_type: type.quota_name,
      availability_zone: input.availability_zone ?? this.settings.availabilityZone,
      metadata: input.metadata,
      bootable: input.bootable,
      host,
      reference: input.reference,
    });
    const { state, position } = await this.store.create(volumeAggregate, id, context, events);
    await this.written.passed(position);
    return { ...(state as VolumeState), volume_type: type.name };
  }
}
