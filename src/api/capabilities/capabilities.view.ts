import type { Pool } from '../scheduler-stats/pool-reader.js';

/** Extra specs that any backend understands, as Cinder describes them to those who write volume types. */
const properties = {
  thin_provisioning: {
    title: 'Thin Provisioning',
    description: 'Space is taken when it is written to.',
    type: 'boolean',
  },
  compression: {
    title: 'Compression',
    description: 'The backend compresses what it stores.',
    type: 'boolean',
  },
  qos: { title: 'QoS', description: 'The backend limits rates.', type: 'boolean' },
  replication_enabled: {
    title: 'Replication',
    description: 'The backend keeps a copy elsewhere.',
    type: 'boolean',
  },
};

/** @param host `host@backend` */
export const capabilitiesView = (host: string, capabilities: Pool['capabilities']): object => {
  const told = (name: string): unknown => capabilities[name] ?? null;
  return {
    namespace: `OS::Storage::Capabilities::${host}`,
    vendor_name: told('vendor_name'),
    volume_backend_name: told('volume_backend_name'),
    pool_name: told('pool_name'),
    driver_version: told('driver_version'),
    storage_protocol: told('storage_protocol'),
    display_name: told('display_name'),
    description: told('description'),
    visibility: told('visibility'),
    replication_targets: [],
    properties,
  };
};
