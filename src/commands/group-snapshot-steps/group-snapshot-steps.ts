import type { GroupSnapshotState } from '../../domain/group-snapshot/group-snapshot.state.js';
import type { GroupSnapshotStep } from '../../domain/process/next-step.js';
import type { Step, StepDependencies } from '../step.js';
import { createSnapshots } from './create-snapshots.js';
import { deleteSnapshots } from './delete-snapshots.js';

/** Every step of a group snapshot's life; a step without code does not compile. */
export const groupSnapshotSteps = (
  needs: StepDependencies,
): Readonly<Record<GroupSnapshotStep, Step<GroupSnapshotState>>> => ({
  createSnapshots: createSnapshots(needs),
  deleteSnapshots: deleteSnapshots(needs),
});
