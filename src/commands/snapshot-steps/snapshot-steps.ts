import type { SnapshotStep } from '../../domain/process/next-step.js';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import type { Step, StepDependencies } from '../step.js';
import { adopt, findExisting } from './adopt.js';
import { create } from './create.js';
import { deleteSnapshot } from './delete.js';

/** Every step of a snapshot's life; a step without code does not compile. */
export const snapshotSteps = (
  needs: StepDependencies,
): Readonly<Record<SnapshotStep, Step<SnapshotState>>> => ({
  create: create(needs),
  findExisting: findExisting(needs),
  adopt: adopt(needs),
  delete: deleteSnapshot(needs),
});
