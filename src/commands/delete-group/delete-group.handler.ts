import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { beingCopied, checkGoesWithGroup, requestDelete } from '../../domain/group/group-deletion.decide.js';
import { groupAggregate, type GroupState } from '../../domain/group/group.state.js';
import { DomainError } from '../../domain/shared/errors.js';
import { deleteWithGroup } from '../../domain/volume/volume-deletion.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { LogPosition } from '../../drivers/event-log/port.js';
import { AggregateStore } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { FindVisible } from '../find-visible.js';
import { FrozenBackends } from '../frozen-backends.js';
import type { Lookup } from '../lookup.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { LOOKUP } from '../tokens.js';
import { DeleteGroup } from './delete-group.command.js';

/** The volumes are marked here too, so they show `deleting` at once; the group's own step repeats it. */
@CommandHandler(DeleteGroup)
export class DeleteGroupHandler implements ICommandHandler<DeleteGroup> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly frozen: FrozenBackends,
    private readonly written: ReadYourWrites,
    @Inject(LOOKUP) private readonly lookup: Lookup,
  ) {}

  async execute({ context, id, deleteVolumes }: DeleteGroup): Promise<void> {
    const group = await this.find.group(context, id);
    await this.frozen.refuse(group.host);
    requestDelete(group, id, deleteVolumes);
    await this.checkVolumes(group);
    if (await this.lookup.isCopiedNow({ kind: 'group', id })) throw beingCopied(id, deleteVolumes);
    const { state, position } = await this.store.execute(groupAggregate, id, context, (now) =>
      requestDelete(now, id, deleteVolumes),
    );
    const marked = state === null || state.making ? [] : await this.markVolumes(context, state);
    await this.written.passed(position, ...marked);
  }

  private async checkVolumes({ id, volume_ids }: GroupState): Promise<void> {
    for (const volumeId of volume_ids) {
      const { state } = await this.store.load(volumeAggregate, volumeId);
      checkGoesWithGroup(state, id);
    }
  }

  /** One that cannot go any more is left to the step, which tells the group why. */
  private async markVolumes(
    context: CommandContext,
    { id, volume_ids }: GroupState,
  ): Promise<(LogPosition | undefined)[]> {
    return Promise.all(
      volume_ids.map(async (volumeId) => {
        try {
          const marking = await this.store.execute(volumeAggregate, volumeId, context, (state) =>
            deleteWithGroup(state, id),
          );
          return marking.position;
        } catch (error) {
          if (error instanceof DomainError) return undefined;
          throw error;
        }
      }),
    );
  }
}
