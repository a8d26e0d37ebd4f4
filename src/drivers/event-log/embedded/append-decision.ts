/** What an append may demand of its stream. The number is the revision it must end at. */
export type Expected = number | 'no_stream' | 'any' | 'stream_exists';

/** What the log knows of a stream when an append arrives. `last` is -1 for a stream never written. */
export interface StreamEnd {
  readonly last: number;
  readonly tombstoned: boolean;
  /** Deleted, but may be written again: it then goes on after its last revision. */
  readonly deleted: boolean;
}

export type Decision =
  /** Write, the first event at this revision. */
  | { readonly kind: 'write'; readonly at: number }
  /** The same events already stand there; the last of them at this revision. */
  | { readonly kind: 'repeat'; readonly last: number }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'gone' };

/**
 * EventStoreDB's rule for an append. An explicit revision makes retries safe for ever, also after later events: when
 * the very same ids stand where this append would have put them, it is that append again, and a success.
 * @param idAt id of the event at a revision of this stream
 */
export const decideAppend = (
  end: StreamEnd,
  expected: Expected,
  ids: readonly string[],
  idAt: (revision: number) => string | undefined,
): Decision => {
  if (end.tombstoned) return { kind: 'gone' };
  const write: Decision = { kind: 'write', at: end.last + 1 };
  if (expected === 'any') return write;
  const exists = end.last >= 0 && !end.deleted;
  if (expected === 'stream_exists') return exists ? write : { kind: 'wrong' };

  const before = expected === 'no_stream' ? -1 : expected;
  if (before === end.last) return write;
  if (before < end.last && standsThere(before + 1, ids, idAt))
    return { kind: 'repeat', last: before + ids.length };
  return expected === 'no_stream' && end.deleted ? write : { kind: 'wrong' };
};

const standsThere = (
  from: number,
  ids: readonly string[],
  idAt: (revision: number) => string | undefined,
): boolean => ids.length > 0 && ids.every((id, index) => idAt(from + index) === id);
