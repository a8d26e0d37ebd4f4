import type { Aggregate, Recorded } from '../shared/event.js';
import { heartbeatEvents, serviceEvents, type HeartbeatEvent, type ServiceEvent } from './service.events.js';

export interface ServiceState {
  readonly binary: string;
  /** For cinder-volume `host@backend`. */
  readonly host: string;
  readonly disabled: boolean;
  readonly disabled_reason: string | null;
  /** Of volume backends: nothing on it may be made or removed. */
  readonly frozen: boolean;
  readonly updated_at: string;
}

export const serviceId = (binary: string, host: string): string => `${binary}@${host}`;

export const evolveService = (before: ServiceState | null, event: Recorded<ServiceEvent>): ServiceState => {
  const { binary, host } = event.data;
  const service = { binary, host, updated_at: event.at, frozen: before?.frozen ?? false };
  switch (event.type) {
    case 'ServiceEnabled':
      return { ...service, disabled: false, disabled_reason: null };
    case 'ServiceDisabled':
      return { ...service, disabled: true, disabled_reason: event.data.disabled_reason };
    case 'ServiceFrozen':
      // As in Cinder, which disables it with this reason.
      return { ...service, disabled: true, disabled_reason: 'frozen', frozen: true };
    case 'ServiceThawed':
      return { ...service, disabled: false, disabled_reason: null, frozen: false };
  }
};

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
