import { malformedBody, unknownAction, unsupportedContentType } from '../faults/http-fault.js';
import { isObject, parseJson, type JsonObject, type JsonValue } from './json-text.js';

/** A request body before anything is known of it. */
export interface RawBody {
  readonly bytes: Buffer;
  /** The Content-Type header. */
  readonly type: string | undefined;
}

const accepted = ['application/json', 'application/vnd.openstack.volume+json'];

/** A body without a Content-Type is as good as none (spec 1.5). */
const counts = ({ bytes, type }: RawBody): boolean => bytes.length > 0 && type !== undefined;

/** 415 for a body in a type that is not JSON; parameters such as a charset do not matter. */
export const checkContentType = (raw: RawBody): void => {
  const media = raw.type?.split(';')[0]?.trim().toLowerCase();
  if (counts(raw) && !accepted.includes(media ?? '')) throw unsupportedContentType();
};

/** The parsed body, undefined when there is none; 400 when it is not JSON. */
export const parseBody = (raw: RawBody): JsonValue | undefined => {
  if (!counts(raw)) return undefined;
  try {
    return parseJson(raw.bytes.toString('utf8'));
  } catch {
    throw malformedBody();
  }
};

/** Upstream fails on a missing body with a 500; a client is better served by knowing what is wrong (spec T30). */
export const requireBody = (body: JsonValue | undefined): JsonValue => {
  if (body === undefined) throw malformedBody();
  return body;
};

/**
 * The one key of an action body, which names the action.
 * @param known whether the resource has such an action at any microversion
 */
export const actionName = (body: JsonValue | undefined, known: (name: string) => boolean): string => {
  if (body === undefined) throw unknownAction('None');
  const [name, ...others] = isObject(body) ? Object.keys(body satisfies JsonObject) : [];
  if (name === undefined || others.length > 0) throw malformedBody();
  if (!known(name)) throw unknownAction(name);
  return name;
};
