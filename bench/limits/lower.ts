import type { Limit } from '../report.js';

/** The one that bounds, of two limits of the same kind. */
export const lower = (one: Limit, other: Limit): Limit => (one.value <= other.value ? one : other);
