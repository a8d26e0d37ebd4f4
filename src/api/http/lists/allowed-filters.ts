import { badRequest } from '../faults/http-fault.js';
import type { RequestContext } from '../identity/request-context.js';
import { filtersOf, type FilteredResource } from './resource-filters.js';

export interface FilterPermissions {
  readonly resource: FilteredResource;
  /** What a caller without admin rights may use below 3.31; unknown keys are dropped there. */
  fixedBelow331(context: RequestContext): readonly string[];
  /** Keys that exist only from a version on, below which they are dropped, by their name in the query. */
  readonly since: Readonly<Record<string, string>>;
}

const isAscii = (key: string): boolean => /^\p{ASCII}*$/u.test(key);

const dropped = (keys: readonly string[], context: RequestContext, permissions: FilterPermissions) => {
  const known = keys.filter((key) => {
    const since = permissions.since[key];
    return since === undefined || context.microversion.atLeast(since);
  });
  const fixed = permissions.fixedBelow331(context);
  return context.is_admin ? known : known.filter((key) => fixed.includes(key));
};

/**
 * The filter keys that count (spec 1.10): an administrator's all do; of anybody else's, the unknown ones are dropped below
 * 3.31 and refused from there on, except `all_tenants`, which clients always send.
 */
export const allowedFilters = (
  keys: readonly string[],
  context: RequestContext,
  permissions: FilterPermissions,
): readonly string[] => {
  if (!context.microversion.atLeast('3.31')) return dropped(keys, context, permissions);
  if (!keys.every(isAscii)) throw badRequest('Filter keys can only contain ASCII characters.');
  if (context.is_admin) return keys;
  const configured = filtersOf(permissions.resource);
  const like = context.microversion.atLeast('3.34');
  const allowed = (key: string): boolean =>
    configured.includes(key) || (like && configured.includes(`${key}~`));
  const invalid = keys.filter((key) => key !== 'all_tenants' && !allowed(key));
  if (invalid.length > 0) {
    throw badRequest(`Invalid filters ${invalid.join(',')} are found in query options.`);
  }
  return keys.filter(allowed);
};
