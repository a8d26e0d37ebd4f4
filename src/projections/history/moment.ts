import { parseTime } from '../../domain/shared/time.js';
import type { LogPosition } from '../../drivers/event-log/port.js';

/** A point in the past: a revision of the stream, a time (Cinder's form), or a place in the log's global order. */
export type Moment =
  | { readonly kind: 'revision'; readonly revision: bigint }
  | { readonly kind: 'time'; readonly at: string }
  | { readonly kind: 'position'; readonly position: LogPosition };

/** Reads `12` (revision), `2026-11-21T05:00:00.123Z` (time) or `C:2048/P:2048` (position); null when it is none of these. */
export const parseMoment = (text: string): Moment | null => {
  if (/^\d{1,18}$/.test(text)) return { kind: 'revision', revision: BigInt(text) };
  const position = /^(?:C:)?(\d{1,19})\/(?:P:)?(\d{1,19})$/i.exec(text);
  if (position !== null) {
    const [, commit = '', prepare = ''] = position;
    return { kind: 'position', position: { commit: BigInt(commit), prepare: BigInt(prepare) } };
  }
  const at = parseTime(text);
  return at === null ? null : { kind: 'time', at };
};
