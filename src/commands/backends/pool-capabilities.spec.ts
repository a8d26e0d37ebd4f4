import { poolCapabilities } from './pool-capabilities.js';
import type { VolumeBackend } from './volume-backends.js';

const backend = { name: 'fast', pool: 'fast', driver: { capabilities: { storageProtocol: 'file' } } };
const room = { totalGib: 10, freeGib: 4 };

it('a pool reports what its driver says, and what its operator says instead or beside', () => {
  const own = poolCapabilities(backend as VolumeBackend, room);
  expect(own).toMatchObject({ storage_protocol: 'file', allocated_capacity_gb: 6 });
  const extraCapabilities = { storage_protocol: 'iSCSI', tier: 'gold' };
  expect(poolCapabilities({ ...(backend as VolumeBackend), extraCapabilities }, room)).toEqual({
    ...own,
    ...extraCapabilities,
  });
});
