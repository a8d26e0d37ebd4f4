import { foldAll } from '../support/given.js';
import type { Aggregate, AnyEvent } from '../../src/domain/shared/event.js';

/** Carries one step out: what the worker decides and appends, given that the step succeeds or fails for good. */
export type Perform<S, E, N> = (state: S | null, step: N, fails: boolean) => readonly E[];

export interface Run<S, E, N> {
  readonly steps: readonly N[];
  readonly events: readonly E[];
  readonly state: S | null;
}

/** No operation has this many steps: one that still goes on never ends. */
const enough = 200;

/**
 * Alternates "which step is due" with "the step is done" until none is due, as manager and worker do. `fails(n)` says
 * whether the n-th step fails for good.
 */
export const runWorkflow = <S, E extends AnyEvent, N>(
  aggregate: Aggregate<S, E>,
  history: readonly E[],
  next: (state: S) => N | null,
  perform: Perform<S, E, N>,
  fails: (nth: number) => boolean,
): Run<S, E, N> => {
  const events = [...history];
  const steps: N[] = [];
  for (;;) {
    const state = foldAll(aggregate, events);
    const step = state === null ? null : next(state);
    if (step === null) return { steps, events, state };
    if (steps.length === enough) throw new Error(`still going on after ${enough} steps: ${steps.join(', ')}`);
    events.push(...perform(state, step, fails(steps.length)));
    steps.push(step);
  }
};
