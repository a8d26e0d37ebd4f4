/** The words of whatever was thrown. Not `instanceof`: an error may come from another thread or realm. */
export const messageOf = (error: unknown): string => textOf(error, 'message') ?? String(error);

/** The system's name of the failure (`ENOSPC`), if it is one of the system. */
export const codeOf = (error: unknown): string | undefined => textOf(error, 'code');

function textOf(error: unknown, member: 'message' | 'code'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, member);
  return typeof value === 'string' ? value : undefined;
}
