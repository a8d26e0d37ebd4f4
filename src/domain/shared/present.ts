/** Keeps the members that are there: a missing member means "not touched", null means "made empty". */
export const present = <T extends object>(changes: T): Partial<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
