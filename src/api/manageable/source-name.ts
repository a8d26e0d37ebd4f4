/** How a backend's own thing is named in a request; drivers of ours know `source-name` only. */
export type Reference = Readonly<Record<string, unknown>> | string | null;

/** Empty: none was given, which shows when the backend is asked. */
export const sourceName = (reference: Reference): string => {
  if (typeof reference !== 'object' || reference === null) return '';
  const name = reference['source-name'];
  return typeof name === 'string' ? name : '';
};
