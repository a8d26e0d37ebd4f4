/** Thrown at a worker whose step is not due any more: another one has done it. The worker stops, nothing is wrong. */
export class StepNotDue extends Error {
  override readonly name = 'StepNotDue';
}
