import type { Charged } from '../shared/claim.js';
import { DomainError } from '../shared/errors.js';
import type { QuotaEvent } from './quota.events.js';
import {
  emptyQuota,
  evolveQuota,
  reservedOf,
  type Deltas,
  type QuotaLimits,
  type QuotaState,
} from './quota.state.js';

/** Cinder keeps usage in a signed 32-bit column. */
const greatestUsage = 2_147_483_647;

/** What is over its limit, and by what. */
export interface Over {
  readonly resource: string;
  readonly limit: number;
  readonly consumed: number;
  readonly requested: number;
}

/**
 * Sets the deltas aside for an operation; the deltas count against the limits at once when they are positive.
 * @throws the over-quota error of Cinder: resources in alphabetical order, any gigabytes error first
 */
export const reserve = (
  before: QuotaState | null,
  reservationId: string,
  claim: Charged,
  deltas: Deltas,
  limits: QuotaLimits,
): QuotaEvent[] => {
  const state = before ?? emptyQuota;
  const known = state.reservations[reservationId] !== undefined || state.committed.includes(reservationId);
  if (known) return [];
  const over = overs(state, deltas, limits);
  const worst = over.find(({ resource }) => resource.includes('gigabytes')) ?? over[0];
  if (worst !== undefined) throw new OverQuota(worst);
  return [{ type: 'QuotaReserved', data: { reservation_id: reservationId, ...claim, deltas } }];
};

const overs = (state: QuotaState, deltas: Deltas, limits: QuotaLimits): Over[] =>
  Object.keys(deltas)
    .sort()
    .map((resource) => ({
      resource,
      limit: limits[resource] ?? -1,
      consumed: (state.in_use[resource] ?? 0) + reservedOf(state, resource),
      requested: deltas[resource] ?? 0,
    }))
    .filter(({ requested, limit, consumed, resource }) => {
      if (requested <= 0) return false;
      if (consumed + requested > greatestUsage) throw overflow(resource);
      return limit >= 0 && consumed + requested > limit;
    });

const overflow = (resource: string): DomainError =>
  new DomainError(
    'QuotaUsageOverflow',
    `Quota usage would overflow for resources: ${resource}. The requested operation would exceed the maximum allowed value (${greatestUsage}) for quota tracking.`,
  );

/** A refusal that can be said again with the name that clients have for the resource. */
export class OverQuota extends DomainError {
  constructor(readonly over: Over) {
    const { code, message } = refusal(over);
    super(code, message);
  }
}

/** Texts of spec/api-core.md 7.3 and spec/backups-api.md 5.2. */
const refusal = ({ resource, limit, consumed, requested }: Over): DomainError => {
  const numbers = `Requested ${requested}G, quota is ${limit}G and ${consumed}G has been consumed.`;
  if (resource === 'backup_gigabytes') {
    return new DomainError(
      'VolumeBackupSizeExceedsAvailableQuota',
      `Requested backup exceeds allowed Backup gigabytes quota. ${numbers}`,
    );
  }
  if (resource.startsWith('gigabytes')) {
    return new DomainError(
      'VolumeSizeExceedsAvailableQuota',
      `Requested volume or snapshot exceeds allowed ${resource} quota. ${numbers}`,
    );
  }
  if (resource.startsWith('volumes')) {
    return new DomainError(
      'VolumeLimitExceeded',
      `Maximum number of volumes allowed (${limit}) exceeded for quota '${resource}'.`,
    );
  }
  if (resource.startsWith('snapshots')) {
    return new DomainError(
      'SnapshotLimitExceeded',
      `Maximum number of snapshots allowed (${limit}) exceeded`,
    );
  }
  if (resource === 'backups') {
    return new DomainError('BackupLimitExceeded', `Maximum number of backups allowed (${limit}) exceeded`);
  }
  if (resource === 'groups') {
    return new DomainError('GroupLimitExceeded', `Maximum number of groups allowed (${limit}) exceeded`);
  }
  return new DomainError('UnexpectedOverQuota', `Unexpected over quota on ${resource}.`);
};

/** Nothing happens when the reservation is closed already. */
export const commit = (state: QuotaState | null, reservationId: string): QuotaEvent[] =>
  state?.reservations[reservationId] === undefined
    ? []
    : [{ type: 'QuotaCommitted', data: { reservation_id: reservationId } }];

export const release = (state: QuotaState | null, reservationId: string, reason: string): QuotaEvent[] =>
  state?.reservations[reservationId] === undefined
    ? []
    : [{ type: 'QuotaReservationReleased', data: { reservation_id: reservationId, reason } }];

/** How many events may follow a checkpoint before the next one is due. */
export const checkpointEvery = 100;

/** Adds a checkpoint behind `events` when the stream, which ends at `revision`, has grown far enough. */
export const withCheckpoint = (
  state: QuotaState | null,
  events: readonly QuotaEvent[],
  revision: bigint,
): QuotaEvent[] => {
  const every = BigInt(checkpointEvery);
  const crosses = (revision + BigInt(events.length)) / every !== revision / every;
  if (!crosses || events.length === 0) return [...events];
  const after = events.reduce<QuotaState>(
    (folded, next) => evolveQuota(folded, { ...next, at: '' }),
    state ?? emptyQuota,
  );
  return [...events, { type: 'QuotaCheckpointed', data: after }];
};

/**
 * Charges what was reserved for it, or what should have been: a reservation that was given back meanwhile is made again,
 * past the limits, because the thing is there. Charging twice changes nothing.
 */
export const charge = (
  before: QuotaState | null,
  reservationId: string,
  claim: Charged,
  deltas: Deltas,
): QuotaEvent[] => {
  if (before?.committed.includes(reservationId)) return [];
  return [
    ...reserve(before, reservationId, claim, deltas, {}),
    { type: 'QuotaCommitted', data: { reservation_id: reservationId } },
  ];
};
