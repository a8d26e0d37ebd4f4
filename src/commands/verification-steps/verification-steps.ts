import type { VerificationStep } from '../../domain/process/next-step.js';
import type { VerificationState } from '../../domain/verification/verification.state.js';
import type { Step, StepDependencies } from '../step.js';
import { finish } from './finish.js';
import { verify } from './verify.js';

/** Every step of a verification; a step without code does not compile. */
export const verificationSteps = (
  needs: StepDependencies,
): Readonly<Record<VerificationStep, Step<VerificationState>>> => ({
  verify: verify(needs),
  finish: finish(needs),
});
