import { completeDelete } from '../../domain/group/group-deletion.decide.js';
import { groupAggregate, type GroupState } from '../../domain/group/group.state.js';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { groupDeltas, negated } from '../../domain/quota/deltas.js';
import type { Step, StepDependencies } from '../step.js';

/** As of a volume: the charge is set aside before the group is gone and taken off after it. Its volumes have given back theirs. */
export const finishDelete =
  ({ store, quotas }: Pick<StepDependencies, 'store' | 'quotas'>): Step<GroupState> =>
  async ({ id, state: group, context }) => {
    const { project_id: projectId } = group;
    const reservationId = reservationFor.delete(id);
    const claim = { operation: 'group', operation_id: id } as const;
    await quotas.reserveDelete(context, group, {
      projectId,
      reservationId,
      claim,
      deltas: negated(groupDeltas()),
    });
    await store.execute(groupAggregate, id, context, completeDelete);
    await quotas.commit(context, projectId, reservationId);
  };
