import type { Microversion } from '../http/routing/microversion.js';
import type { Service } from './service-reader.js';

const state = (up: boolean): string => (up ? 'up' : 'down');

/** One row of `os-services`: some members are for cinder-volume only, others appear with a microversion (spec 5.4). */
export const serviceView = (service: Service, version: Microversion): object => {
  const isVolume = service.binary === 'cinder-volume';
  return {
    binary: service.binary,
    host: service.host,
    zone: service.zone,
    status: service.disabled ? 'disabled' : 'enabled',
    state: state(service.up),
    updated_at: service.updated_at,
    ...(isVolume && version.atLeast('3.49') ? { backend_state: state(service.backend_up) } : {}),
    ...(version.atLeast('3.7') ? { cluster: service.cluster } : {}),
    disabled_reason: service.disabled_reason,
    ...(isVolume
      ? {
          replication_status: service.replication_status,
          active_backend_id: service.active_backend_id,
          frozen: service.frozen,
        }
      : {}),
  };
};
