/** How far a transfer was at a moment, milliseconds since 1970. */
export interface Mark {
  readonly at: number;
  readonly bytes: number;
}

/** One attempt to move the bytes of a backup or a restore. */
export interface TransferRun {
  readonly attempt: number;
  readonly started_at: string;
  readonly ended_at: string | null;
}

/** How long ago the oldest mark may be, so that a rate tells of now and not of an hour ago. */
export const rateWindowMs = 15_000;
const apartMs = 1000;

/**
 * The marks of the last seconds, a second or more apart but for the newest: a few numbers, however many objects are written.
 */
export const withMark = (marks: readonly Mark[], at: string, bytes: number): readonly Mark[] => {
  // A rebuild does this for every object ever stored: it takes the short way to read a time of the log.
  const mark = { at: Date.parse(`${at.slice(0, 23)}Z`), bytes };
  const before = marks.at(-2);
  const kept = before !== undefined && mark.at - before.at < apartMs ? marks.slice(0, -1) : marks;
  const first = kept.findIndex((_, index) => mark.at - (kept[index + 1] ?? mark).at < rateWindowMs);
  return [...kept.slice(Math.max(0, first)), mark];
};
