import type { Aggregate, AnyEvent } from '../domain/shared/event.js';
import type { AggregateStore } from './aggregate-store.js';

/** Asks the log whether an aggregate waits for that step still; what a worker who came late fails at is no failure. */
export const stillDue =
  <S, E extends AnyEvent, N extends string>(
    store: Pick<AggregateStore, 'load'>,
    { aggregate, nextStep }: { readonly aggregate: Aggregate<S, E>; nextStep(state: S): N | null },
    id: string,
    step: N,
  ) =>
  async (): Promise<boolean> => {
    const { state } = await store.load(aggregate, id);
    return state !== null && nextStep(state) === step;
  };
