import type { HeartbeatEvent, ServiceEvent } from '../../domain/service/service.events.js';
import {
  heartbeatAggregate,
  serviceAggregate,
  type HeartbeatState,
  type ServiceState,
} from '../../domain/service/service.state.js';
import type { Table } from '../store/table.js';

/** One row per service that an administrator ever disabled. */
export const servicesTable: Table<ServiceState, ServiceEvent> = {
  name: 'services',
  aggregate: serviceAggregate,
  columns: {},
  indexes: {},
  nextStep: () => null,
  claims: () => [],
};

/** One row per process that ever reported. */
export const heartbeatsTable: Table<HeartbeatState, HeartbeatEvent> = {
  name: 'heartbeats',
  aggregate: heartbeatAggregate,
  columns: {},
  indexes: {},
  nextStep: () => null,
  claims: () => [],
};
