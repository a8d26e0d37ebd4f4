import type { Aggregate, Recorded } from '../shared/event.js';
import { heartbeatEvents, serviceEvents, type HeartbeatEvent, type ServiceEvent } from './service.events.js';

export interface ServiceState {
  readonly binary: string;
  /** For cinder-volume `host@backend`. */
  readonly host: string;
  readonly disabled: boolean;
  readonly disabled_reason: string | null;
  readonly updated_at: string;
}

export const serviceId = (binary: string, host: string): string => `${binary}@${host}`;

export const evolveService = (_: ServiceState | null, event: Recorded<ServiceEvent>): ServiceState => ({
  disabled_reason: null,
  ...event.data,
  disabled: event.type === 'ServiceDisabled',
  updated_at: event.at,
});

export const serviceAggregate: Aggregate<ServiceState, ServiceEvent> = {
  category: 'service',
  events: serviceEvents,
  evolve: evolveService,
};

export interface HeartbeatState {
  readonly availability_zone: string;
  readonly services: readonly { readonly binary: string; readonly host: string }[];
  readonly reported_at: string;
}

export const heartbeatAggregate: Aggregate<HeartbeatState, HeartbeatEvent> = {
  category: 'heartbeat',
  events: heartbeatEvents,
  checkpoint: 'ServiceReported',
  evolve: (_, event) => ({ ...event.data, reported_at: event.at }),
};
