import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { GroupMember, GroupSource, GroupState } from '../../domain/group/group.state.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { DomainError, invalidGroup } from '../../domain/shared/errors.js';
import { checkSource } from '../../domain/volume/volume-source.decide.js';
import type { CommandContext } from '../command-context.js';
import { FindVisible } from '../find-visible.js';
import { FrozenBackends } from '../frozen-backends.js';
import { NewGroup } from '../new-group.js';
import { IDS } from '../tokens.js';
import { CreateGroupFrom } from './create-group-from.command.js';

interface Origin {
  /** The group whose types, zone and place the new one gets. */
  readonly group: GroupState;
  readonly members: readonly GroupMember[];
}

/** Its volumes, with their ids, are part of what is recorded; the group's own step records each of them. */
@CommandHandler(CreateGroupFrom)
export class CreateGroupFromHandler implements ICommandHandler<CreateGroupFrom> {
  constructor(
    private readonly find: FindVisible,
    private readonly frozen: FrozenBackends,
    private readonly newGroup: NewGroup,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context, input }: CreateGroupFrom): Promise<GroupState> {
    const { name, description, source } = input;
    const group_id = this.ids.next();
    const { group, members } = await this.origin(context, source);
    if (group.host === null) throw invalidGroup(`No valid host to create group ${group_id}.`);
    await this.frozen.refuse(group.host);
    if (members.length === 0) throw invalidGroup(nothingIn[source.kind]);
    const { group_type_id, volume_type_ids, availability_zone, host } = group;
    const taken = { group_type_id, volume_type_ids, availability_zone, host };
    return this.newGroup.make(context, { group_id, name, description, source, members, ...taken });
  }

  private async origin(context: CommandContext, { kind, id }: GroupSource): Promise<Origin> {
    if (kind === 'groupSnapshot') {
      throw new DomainError('GroupSnapshotNotFound', `GroupSnapshot ${id} could not be found.`);
    }
    const group = await this.find.group(context, id);
    const members = await Promise.all(group.volume_ids.map((one) => this.copyOf(context, one)));
    return { group, members };
  }

  private async copyOf(context: CommandContext, id: string): Promise<GroupMember> {
    const volume = await this.find.volume(context, id);
    checkSource({ kind: 'volume', volume });
    const { size, volume_type_id, volume_type, bootable } = volume;
    const source = { source: 'volume', source_id: id } as const;
    return { volume_id: this.ids.next(), ...source, size, volume_type_id, volume_type, bootable };
  }
}

const nothingIn: Readonly<Record<GroupSource['kind'], string>> = {
  group: 'Source Group is empty. No group will be created.',
  groupSnapshot: 'Group snapshot is empty. No group will be created.',
};
