import { DomainError } from '../shared/errors.js';
import type { QuotaEvent } from './quota.events.js';
import { emptyQuota, reservedOf, type QuotaLimits, type QuotaState } from './quota.state.js';

/** The class whose limits count for every project that has none of its own. */
export const defaultClass = 'default';

/** Which limits count: the project's own, else those of the default class, else the configured ones (spec/api-core.md 7.1). */
export const effectiveLimits = (
  configured: QuotaLimits,
  ofDefaultClass: QuotaLimits,
  own: QuotaLimits = {},
): QuotaLimits => ({ ...configured, ...ofDefaultClass, ...own });

/** The limits in `wanted` that differ from those a project or class has. */
export const changedLimits = (own: QuotaLimits, wanted: QuotaLimits): QuotaLimits =>
  Object.fromEntries(Object.entries(wanted).filter(([resource, limit]) => own[resource] !== limit));

/**
 * Gives a project limits of its own. As in Cinder, only a limit that the project has already may not fall below what it
 * uses; the first limit of a resource is taken as it is (spec/api-core.md 5.3).
 * @throws InvalidParameterValue
 */
export const setLimits = (before: QuotaState | null, wanted: QuotaLimits): QuotaEvent[] => {
  const state = before ?? emptyQuota;
  for (const [resource, limit] of Object.entries(wanted)) refuseBelowUsage(state, resource, limit);
  const limits = changedLimits(state.limits, wanted);
  return Object.keys(limits).length === 0 ? [] : [{ type: 'QuotaLimitsSet', data: { limits } }];
};

const refuseBelowUsage = (state: QuotaState, resource: string, limit: number): void => {
  if (state.limits[resource] === undefined || limit === -1) return;
  const usage = (state.in_use[resource] ?? 0) + reservedOf(state, resource);
  if (limit >= usage) return;
  throw new DomainError(
    'InvalidParameterValue',
    `Quota ${resource} limit must be equal or greater than existing resources. ` +
      `Current usage is ${usage} and the requested limit is ${limit}.`,
  );
};

/** The project follows the default class again; what it uses stays. */
export const removeLimits = (state: QuotaState | null): QuotaEvent[] =>
  Object.keys(state?.limits ?? {}).length === 0 ? [] : [{ type: 'QuotaLimitsRemoved', data: {} }];

/** `per_volume_gigabytes` limits each volume by itself. @throws VolumeSizeExceedsLimit */
export const checkVolumeSize = (size: number, limits: QuotaLimits): void => {
  const limit = limits['per_volume_gigabytes'] ?? -1;
  if (limit < 0 || size <= limit) return;
  throw new DomainError(
    'VolumeSizeExceedsLimit',
    `Requested volume size ${size}G is larger than maximum allowed limit ${limit}G.`,
  );
};
