import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { addVolume, checkTypeInGroup } from '../../domain/group/group.decide.js';
import type { GroupState } from '../../domain/group/group.state.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { checkTypeLimits } from '../../domain/type-catalogue/type-limits.decide.js';
import type { VolumeType } from '../../domain/type-catalogue/type-catalogue.state.js';
import { bootOfSnapshot, bootOfVolume } from '../../domain/volume/boot-metadata.js';
import {
  checkSource,
  resolveSize,
  resolveZone,
  type VolumeSource,
} from '../../domain/volume/volume-source.decide.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import type { CommandContext } from '../command-context.js';
import { withCompensation } from '../compensation.js';
import { FindVisible } from '../find-visible.js';
import type { IdOf } from '../idempotency/key-ids.js';
import { OncePerKey } from '../idempotency/once-per-key.js';
import { NewVolume, type VolumeToRecord } from '../new-volume.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { RestoreOpening } from '../restore-opening.js';
import type { CommandSettings } from '../settings.js';
import { IDS, SETTINGS } from '../tokens.js';
import { VolumeTypes } from '../volume-types.js';
import { CreateVolume, type VolumeInput } from './create-volume.command.js';

/** POST /volumes. From a backup it also opens the restore that fills the volume (spec/backup-workflow.md 4.1). */
@CommandHandler(CreateVolume)
export class CreateVolumeHandler implements ICommandHandler<CreateVolume> {
  constructor(
    private readonly find: FindVisible,
    private readonly once: OncePerKey,
    private readonly newVolume: NewVolume,
    private readonly opening: RestoreOpening,
    private readonly types: VolumeTypes,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
  ) {}

  execute({ context, input }: CreateVolume): Promise<VolumeState> {
    const make = (idOf: IdOf): Promise<VolumeState> => this.create(context, idOf('volume'), input);
    return this.once.run(context, 'volume', { make });
  }

  private async create(caller: CommandContext, id: string, input: VolumeInput): Promise<VolumeState> {
    const source = await this.source(caller, input);
    const group = input.group_id === null ? null : await this.find.group(caller, input.group_id);
    const type = await this.type(caller, input.volume_type, source);
    if (group !== null) checkTypeInGroup(group, input.volume_type, type.id);
    checkSource(source);
    if (group !== null) addVolume(group, group.id, id);
    const volume = this.volume(id, { ...input, ...(group === null ? {} : zoneOf(group)) }, source, type);
    checkTypeLimits(type, volume);
    const context = { ...caller, correlation_id: volume.restore_id ?? volume.volume_id };
    return withCompensation(async (compensate) => {
      await this.newVolume.reserve(context, volume, compensate);
      const restore = source.kind === 'backup' ? restoreInto(volume, source.backup.id) : null;
      if (restore !== null) await this.opening.lockBackup(context, restore, compensate);
      if (group !== null) await this.newVolume.enterGroup(context, group.id, id, compensate);
      const { state, position } = await this.newVolume.record(context, volume, compensate);
      const opened = restore === null ? undefined : await this.opening.record(context, restore);
      await this.written.passed(position, opened, await this.newVolume.commit(context, volume));
      return { ...(state as VolumeState), volume_type: type.name };
    });
  }

  private async source(context: CommandContext, input: VolumeInput): Promise<VolumeSource> {
    if (input.snapshot_id !== null) {
      return { kind: 'snapshot', snapshot: await this.find.snapshot(context, input.snapshot_id) };
    }
    if (input.source_volid !== null) {
      return { kind: 'volume', volume: await this.find.volume(context, input.source_volid) };
    }
    if (input.backup_id !== null) {
      return { kind: 'backup', backup: await this.find.backup(context, input.backup_id) };
    }
    return { kind: 'empty' };
  }

  private volume(id: string, input: VolumeInput, source: VolumeSource, type: VolumeType): VolumeToRecord {
    const zone = this.settings.availabilityZone;
    return {
      volume_id: id,
      size: resolveSize(input.size, source),
      type,
      availability_zone: resolveZone(input.availability_zone, source, { known: [zone], fallback: zone }),
      display_name: input.name,
      display_description: input.description,
      metadata: input.metadata,
      ...bootOf(source),
      source: source.kind,
      source_id: sourceId(source),
      restore_id: source.kind === 'backup' ? this.ids.next() : null,
      ...(input.group_id === null ? {} : { group_id: input.group_id }),
    };
  }

  private async type(
    context: CommandContext,
    wanted: string | null,
    source: VolumeSource,
  ): Promise<VolumeType> {
    if (wanted !== null && wanted !== '') return this.types.find(context, wanted);
    if (source.kind === 'volume') return this.types.ofId(source.volume.volume_type_id);
    if (source.kind === 'snapshot') return this.types.ofId(source.snapshot.volume_type_id);
    return this.types.default(context);
  }
}

/** A volume lies where its group lies. */
const zoneOf = ({ availability_zone }: GroupState) => ({ availability_zone });

const bootOf = (source: VolumeSource): ReturnType<typeof bootOfVolume> => {
  if (source.kind === 'volume') return bootOfVolume(source.volume);
  return source.kind === 'snapshot' ? bootOfSnapshot(source.snapshot) : { bootable: false };
};

const sourceId = (source: VolumeSource): string | null => {
  if (source.kind === 'snapshot') return source.snapshot.id;
  if (source.kind === 'volume') return source.volume.id;
  return source.kind === 'backup' ? source.backup.id : null;
};

const restoreInto = (volume: VolumeToRecord, backupId: string): Parameters<RestoreOpening['record']>[1] => ({
  restoreId: volume.restore_id ?? '',
  backupId,
  volumeId: volume.volume_id,
  volumeIsNew: true,
  createsVolume: true,
});
