import { changedLimits } from '../quota/limits.decide.js';
import type { QuotaLimits } from '../quota/quota.state.js';
import type { Aggregate, Recorded } from '../shared/event.js';
import { quotaClassEvents, type QuotaClassEvent } from './quota-class.events.js';

export interface QuotaClassState {
  readonly limits: QuotaLimits;
}

export const quotaClassAggregate: Aggregate<QuotaClassState, QuotaClassEvent> = {
  category: 'quotaClass',
  events: quotaClassEvents,
  evolve: (state, event: Recorded<QuotaClassEvent>) => ({
    limits: { ...state?.limits, ...event.data.limits },
  }),
};

/** Limits of a class may lie below what projects use: those may keep it, and not add to it. */
export const setClassLimits = (state: QuotaClassState | null, wanted: QuotaLimits): QuotaClassEvent[] => {
  const limits = changedLimits(state?.limits ?? {}, wanted);
  return Object.keys(limits).length === 0 ? [] : [{ type: 'QuotaClassLimitsSet', data: { limits } }];
};
