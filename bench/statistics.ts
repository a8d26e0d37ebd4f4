import { percentile } from '../test/support/e2e-load.js';

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};

export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** In the unit of the values. */
export const latency = (values: readonly number[]): Latency => ({
  p50: percentile(values, 0.5),
  p99: percentile(values, 0.99),
});

/** What is left of several rates when all of it has to be done to each byte, one after the other. */
export const oneAfterTheOther = (...rates: readonly number[]): number =>
  1 / rates.reduce((sum, rate) => sum + 1 / rate, 0);
