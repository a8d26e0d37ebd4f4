/** What `$metadata` of a stream says about which of its events a stream read still shows. */
export interface Retention {
  readonly maxCount: number | null;
  readonly maxAgeSeconds: number | null;
  readonly truncateBefore: number | null;
}

export const KEEP_ALL: Retention = { maxCount: null, maxAgeSeconds: null, truncateBefore: null };

/** `$tb` of a deleted stream: nothing is visible until it is written again. */
export const TRUNCATE_ALL = Number.MAX_SAFE_INTEGER;

/** Reads the body of a `$metadata` event; what it does not understand it ignores, as EventStoreDB does. */
export const parseRetention = (data: Uint8Array): Retention => {
  const fields = parseObject(data);
  return {
    maxCount: positive(fields.$maxCount),
    maxAgeSeconds: positive(fields.$maxAge),
    truncateBefore: positive(fields.$tb),
  };
};

const parseObject = (data: Uint8Array): Record<string, unknown> => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/** Larger numbers than a double holds exactly occur as "for ever" (`$tb` = 2^63 - 1). */
const positive = (value: unknown): number | null =>
  typeof value === 'number' && value >= 1 ? Math.min(Math.floor(value), Number.MAX_SAFE_INTEGER) : null;

/** First revision a read of the stream shows, age apart. */
export const firstVisible = (retention: Retention, lastRevision: number): number => {
  const byCount = retention.maxCount === null ? 0 : lastRevision - retention.maxCount + 1;
  return Math.max(0, byCount, retention.truncateBefore ?? 0);
};

/** Events recorded earlier (microseconds since 1970) are hidden. */
export const oldestVisibleUs = (retention: Retention, nowUs: number): number =>
  retention.maxAgeSeconds === null ? 0 : nowUs - retention.maxAgeSeconds * 1e6;
