import { createHash } from 'node:crypto';
import type { Idempotency } from '../../../commands/command-context.js';
import { badRequest } from '../faults/http-fault.js';

export const idempotencyHeader = 'Idempotency-Key';

const wellFormed = /^[\x21-\x7e]{1,255}$/;

/** Members in the order of their names, so that the same body has the same text however it was written. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );

/**
 * What a request says about being sent again; undefined when it says nothing.
 * @param path as the routes see it: without the project, which is the token's anyway
 * @throws the 400 of a key that is none
 */
export const idempotencyOf = (
  header: string | undefined,
  path: string,
  body: unknown,
): Idempotency | undefined => {
  if (header === undefined) return undefined;
  if (!wellFormed.test(header)) {
    throw badRequest(
      `Invalid input for header ${idempotencyHeader}: it must be 1 to 255 visible ASCII characters, without spaces.`,
    );
  }
  return {
    key: header,
    request: createHash('sha256')
      .update(canonical([path, body]))
      .digest('hex'),
  };
};
