import type { Aggregate, AnyEvent } from '../domain/shared/event.js';
import { AlreadyExists, type AggregateStore } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';

/** Begins a stream, unless an earlier attempt has begun it, or somebody has closed it for good. */
export const createUnlessThere = async <S, E extends AnyEvent>(
  store: AggregateStore,
  aggregate: Aggregate<S, E>,
  id: string,
  context: CommandContext,
  begin: () => readonly E[],
): Promise<void> => {
  if ((await store.load(aggregate, id)).revision >= 0n) return;
  try {
    await store.create(aggregate, id, context, begin());
  } catch (error) {
    if (!(error instanceof AlreadyExists)) throw error;
  }
};
