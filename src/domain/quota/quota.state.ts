import type { ChargedKind } from '../shared/claim.js';
import type { Aggregate, Recorded } from '../shared/event.js';
import { quotaEvents, type QuotaEvent } from './quota.events.js';

export type Deltas = Readonly<Record<string, number>>;

export interface Reservation {
  readonly operation: ChargedKind;
  readonly operation_id: string;
  readonly deltas: Deltas;
}

export interface QuotaState {
  readonly in_use: Deltas;
  /** Open reservations by id. */
  readonly reservations: Readonly<Record<string, Reservation>>;
  /** Ids of the newest committed ones: a worker that comes late must not charge the same thing again. */
  readonly committed: readonly string[];
  /** The project's own limits; what is not here follows the default class (limits.decide.ts). */
  readonly limits: QuotaLimits;
}

/** Limit per resource; -1 or missing is unlimited (spec/api-core.md 7.1). */
export type QuotaLimits = Readonly<Record<string, number>>;

export const emptyQuota: QuotaState = { in_use: {}, reservations: {}, committed: [], limits: {} };

/** How many committed reservations are remembered; a worker is late by one or two, not by hundreds. */
const remembered = 200;

/** Sum of the open positive reservations; negative ones count only when they are committed (spec/api-core.md 7.2). */
export const reservedOf = (state: QuotaState, resource: string): number =>
  Object.values(state.reservations).reduce(
    (sum, reservation) => sum + Math.max(0, reservation.deltas[resource] ?? 0),
    0,
  );

const without = (reservations: QuotaState['reservations'], id: string): QuotaState['reservations'] =>
  Object.fromEntries(Object.entries(reservations).filter(([other]) => other !== id));

/** Usage never falls below zero: a project whose numbers drifted may still delete. */
const add = (in_use: Deltas, deltas: Deltas): Deltas =>
  Object.fromEntries(
    [...new Set([...Object.keys(in_use), ...Object.keys(deltas)])].map((resource) => [
      resource,
      Math.max(0, (in_use[resource] ?? 0) + (deltas[resource] ?? 0)),
    ]),
  );

export const evolveQuota = (before: QuotaState | null, event: Recorded<QuotaEvent>): QuotaState => {
  const state = before ?? emptyQuota;
  switch (event.type) {
    case 'QuotaReserved': {
      const { reservation_id, ...reservation } = event.data;
      return { ...state, reservations: { ...state.reservations, [reservation_id]: reservation } };
    }
    case 'QuotaCommitted': {
      const { reservation_id } = event.data;
      return {
        ...state,
        in_use: add(state.in_use, state.reservations[reservation_id]?.deltas ?? {}),
        reservations: without(state.reservations, reservation_id),
        committed: [...state.committed, reservation_id].slice(-remembered),
      };
    }
    case 'QuotaReservationReleased':
      return { ...state, reservations: without(state.reservations, event.data.reservation_id) };
    case 'QuotaCheckpointed':
      return { limits: {}, ...event.data };
    case 'QuotaLimitsSet':
      return { ...state, limits: { ...state.limits, ...event.data.limits } };
    case 'QuotaLimitsRemoved':
      return { ...state, limits: {} };
  }
};

export const quotaAggregate: Aggregate<QuotaState, QuotaEvent> = {
  category: 'quota',
  events: quotaEvents,
  checkpoint: 'QuotaCheckpointed',
  timeless: true,
  evolve: evolveQuota,
};
