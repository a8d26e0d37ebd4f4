import { Injectable } from '@nestjs/common';
import { requestGroup, type GroupToCreate } from '../domain/group/group.decide.js';
import { groupAggregate, type GroupState } from '../domain/group/group.state.js';
import { reservationFor } from '../domain/process/settle-reservation.js';
import { groupDeltas } from '../domain/quota/deltas.js';
import { AggregateStore } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import type { Compensate } from './compensation.js';
import { NewQuota } from './idempotency/new-quota.js';
import { ReadYourWrites } from './read-your-writes.js';

/** The appends with which every group begins: quota for it and the volumes that are made with it, record, commit. */
@Injectable()
export class NewGroup {
  constructor(
    private readonly store: AggregateStore,
    private readonly quota: NewQuota,
    private readonly written: ReadYourWrites,
  ) {}

  /**
   * With the record everything that `compensate` would give back, also what the caller has held, is the group's.
   * @throws the over-quota errors
   */
  async make(
    caller: CommandContext,
    group: Omit<GroupToCreate, 'project_id' | 'user_id'>,
    compensate: Compensate,
  ): Promise<GroupState> {
    const id = group.group_id;
    const context = { ...caller, correlation_id: id };
    const projectId = context.actor.project_id ?? '';
    const reservationId = reservationFor.create(id);
    const claim = { operation: 'group', operation_id: id } as const;
    const deltas = groupDeltas(group.members);
    const wanted = { projectId, reservationId, claim, deltas };
    await this.quota.reserve(context, groupAggregate, wanted, compensate);
    const { state, position } = await this.store.create(
      groupAggregate,
      id,
      context,
      requestGroup({ ...group, project_id: projectId, user_id: context.actor.user_id ?? '' }),
    );
    compensate.forget();
    await this.written.passed(position, await this.quota.commit(context, id));
    return state as GroupState;
  }
}
