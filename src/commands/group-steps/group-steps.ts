import type { GroupState } from '../../domain/group/group.state.js';
import type { GroupStep } from '../../domain/process/next-step.js';
import type { Step, StepDependencies } from '../step.js';
import { changeMembers } from './change-members.js';
import { createMembers } from './create-members.js';
import { deleteMembers } from './delete-members.js';
import { finishDelete } from './finish-delete.js';

/** Every step of a group's life; a step without code does not compile. */
export const groupSteps = (needs: StepDependencies): Readonly<Record<GroupStep, Step<GroupState>>> => ({
  create: async ({ state, context }) => {
    await needs.placement.settleGroup(context, state);
  },
  createMembers: createMembers(needs),
  changeMembers: changeMembers(needs),
  deleteMembers: deleteMembers(needs),
  finishDelete: finishDelete(needs),
});
