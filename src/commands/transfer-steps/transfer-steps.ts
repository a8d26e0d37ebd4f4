import type { TransferStep } from '../../domain/process/next-step.js';
import type { TransferState } from '../../domain/transfer/transfer.state.js';
import type { Step, StepDependencies } from '../step.js';
import { finishHandOver } from './hand-over.js';
import { finishTakeBack } from './take-back.js';

/** Every step of a transfer's life; a step without code does not compile. */
export const transferSteps = (
  needs: StepDependencies,
): Readonly<Record<TransferStep, Step<TransferState>>> => ({
  handOver: finishHandOver(needs),
  takeBack: finishTakeBack(needs),
});
