import { badRequest, invalidInput } from '../http/faults/http-fault.js';
import type { Limits } from './quota-reader.js';

/** A body's members, checked only by the schema so far. */
export type QuotaMembers = Readonly<Record<string, unknown>>;

/** Members that clients send along and that limit nothing. */
const ignored = ['tenant_id', 'id'];
const greatest = 2147483647;
const integerText = /^\s*[+-]?\d+\s*$/;

/**
 * The limits of PUT /os-quota-sets (spec 5.3). Texts of refusals have no prefix but the one for unknown names, which comes
 * last. Cinder takes a number in quotation marks for the size of one volume only; everywhere else it trips over it.
 */
export const quotaLimits = (members: QuotaMembers, known: Limits): Limits => {
  const asked = Object.entries(members).filter(([name]) => !ignored.includes(name));
  const limits = asked
    .filter(([name]) => Object.hasOwn(known, name))
    .map(([name, value]) => [name, limitOf(name, value)] as const);
  refuseUnknown(
    asked.map(([name]) => name),
    known,
    'quota set',
  );
  return Object.fromEntries(limits);
};

const limitOf = (name: string, value: unknown): number => {
  const isText = typeof value === 'string' && integerText.test(value);
  if (!isText && !Number.isInteger(value)) throw badRequest(`${name} must be an integer`);
  const limit = Number(value);
  if (limit < -1) throw badRequest(`${name} must be >= -1`);
  if (limit > greatest) throw badRequest(`${name} must be <= ${greatest}`);
  if (isText && name !== 'per_volume_gigabytes') throw badRequest();
  return limit;
};

/** The limits of PUT /os-quota-class-sets, after the schema: integers, or their digits. */
export const classLimits = (members: QuotaMembers, known: Limits): Limits => {
  refuseUnknown(Object.keys(members), known, 'quota class set');
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, Number(value)]));
};

const refuseUnknown = (names: readonly string[], known: Limits, where: string): void => {
  const bad = names.filter((name) => !Object.hasOwn(known, name));
  if (bad.length > 0) throw invalidInput(`Bad key(s) in ${where}: ${bad.join(', ')}`);
};

/** Names of projects and classes in the path: anything of 1 to 255 characters. */
export const checkName = (name: string, what: string): void => {
  const { length } = Array.from(name);
  if (length > 255) throw invalidInput(`${what} has ${length} characters, more than 255.`);
};
