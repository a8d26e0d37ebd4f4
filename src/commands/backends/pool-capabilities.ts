import type { VolumeBackend } from './volume-backends.js';

/** What a pool reports of itself, in Cinder's words (spec/api-core.md 5.4); extra specs are compared with it. */
export const poolCapabilities = (
  { pool, driver, extraCapabilities = {} }: VolumeBackend,
  { totalGib, freeGib }: { readonly totalGib: number; readonly freeGib: number },
): Readonly<Record<string, unknown>> => ({
  volume_backend_name: pool,
  // Cinder's word for backends that no company stands behind; Tempest looks for it.
  vendor_name: 'Open Source',
  driver_version: '1.0.0',
  storage_protocol: driver.capabilities.storageProtocol,
  total_capacity_gb: totalGib,
  free_capacity_gb: freeGib,
  allocated_capacity_gb: totalGib - freeGib,
  reserved_percentage: 0,
  thin_provisioning_support: true,
  thick_provisioning_support: false,
  multiattach: false,
  QoS_support: false,
  backend_state: 'up',
  ...extraCapabilities,
});
