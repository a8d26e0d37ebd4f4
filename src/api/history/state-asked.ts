import type { QueryBus } from '@nestjs/cqrs';
import { GetStateAt, type StateByCategory } from '../../projections/history/get-state-at.query.js';
import type { QueryString } from '../http/lists/query-string.js';
import { momentAsked } from './moment-asked.js';

/** Now, or with `?at=` as it was then; null when it did not exist at that moment, or no longer did. */
export const stateAsked = async <C extends keyof StateByCategory>(
  queries: QueryBus,
  query: QueryString,
  { category, id, now }: { category: C; id: string; now: () => Promise<StateByCategory[C] | null> },
): Promise<StateByCategory[C] | null> => {
  const moment = momentAsked(query);
  if (moment === null) return now();
  const state = await queries.execute(new GetStateAt(category, id, moment));
  return state === null || ('deleted_at' in state && state.deleted_at !== null) ? null : state;
};
