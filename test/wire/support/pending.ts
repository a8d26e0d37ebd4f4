/**
 * Endpoints of the table that are being made, by the begin of their ids. They are checked like all others as soon as they are
 * there; an empty list is the aim.
 */
export const pending: readonly string[] = [];

export const isPending = (id: string): boolean => pending.some((begin) => id.startsWith(begin));
