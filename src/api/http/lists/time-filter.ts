import { parseTime } from '../../../domain/shared/time.js';
import type { TimeComparison } from '../../../projections/listing/list-query.js';
import { badRequest } from '../faults/http-fault.js';

const operators = ['gt', 'gte', 'eq', 'neq', 'lt', 'lte'] as const;

/** `gt:2026-01-01T00:00:00,lte:...`, times in Cinder's form; of two with one operator the later counts (spec 2.4). */
export const timeComparisons = (text: string): readonly TimeComparison[] => {
  const found = new Map<TimeComparison['op'], string>();
  for (const part of text.split(',')) {
    const [word = '', ...rest] = part.split(':');
    const op = operators.find((known) => known === word);
    if (op === undefined) throw badRequest(`Invalid ${word} operator`);
    const value = rest.length === 0 ? word : rest.join(':');
    const time = parseTime(value);
    if (time === null) throw badRequest(`Invalid ${value} value`);
    found.set(op, time);
  }
  return [...found].map(([op, time]) => ({ op, time }));
};
