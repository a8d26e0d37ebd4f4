export type Metadata = Readonly<Record<string, string>>;

/** A name or description without the white space around it; null and "not given" stay what they are. */
export const trimmed = <T extends string | null | undefined>(text: T): T =>
  (typeof text === 'string' ? text.trim() : text) as T;
