import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { checkMembers } from '../../domain/group/group-members.check.js';
import { updateGroup } from '../../domain/group/group-members.decide.js';
import { existingGroup, groupAggregate } from '../../domain/group/group.state.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { maySee, type CommandContext } from '../command-context.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { IDS } from '../tokens.js';
import { UpdateGroup } from './update-group.command.js';

/** One append; volumes come and go in a job, which looks at each of them again. */
@CommandHandler(UpdateGroup)
export class UpdateGroupHandler implements ICommandHandler<UpdateGroup> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context, id, changes }: UpdateGroup): Promise<void> {
    await this.find.group(context, id);
    const { name, description, add_volumes: add, remove_volumes: remove } = changes;
    const volumes = await this.found(context, [...add, ...remove]);
    const change_id = this.ids.next();
    const { position } = await this.store.execute(groupAggregate, id, context, (state) => {
      const group = existingGroup(state, id);
      const members = checkMembers(group, { add, remove, volumes });
      const texts = {
        ...(name === null || name === group.name ? {} : { name }),
        ...(description === null || description === group.description ? {} : { description }),
      };
      return updateGroup(group, id, { change_id, ...texts, ...members });
    });
    await this.written.passed(position);
  }

  private async found(
    context: CommandContext,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, VolumeState>> {
    const found = new Map<string, VolumeState>();
    for (const id of ids) {
      const { state } = await this.store.load(volumeAggregate, id);
      if (state !== null && state.deleted_at === null && maySee(context, state.project_id)) {
        found.set(id, state);
      }
    }
    return found;
  }
}
