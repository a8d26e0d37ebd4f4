import { inTurn } from './in-turn.js';
import type { Limits } from './limits/limits.js';
import type { Options } from './options.js';
import type { Line } from './report.js';

/** What every part works with. */
export interface Bench {
  readonly options: Options;
  readonly limits: Limits;
  /** Everything that is written lies below it; it is removed at the end. */
  readonly directory: string;
  /** Tells the one who waits what goes on. */
  note(text: string): void;
}

/** One part: measures its lines, in the order of the table. */
export type Part = (bench: Bench) => Promise<readonly Line[]>;

/** As often as lines are to be measured; nothing else must run meanwhile. */
export const inRuns = <T>({ options }: Bench, run: (number: number) => Promise<T>): Promise<readonly T[]> =>
  inTurn(options.runs, run);
