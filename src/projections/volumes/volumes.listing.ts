import { always, deletedColumn } from '../listing/cinder-columns.js';
import type { Listing } from '../listing/listing.js';
import { volumesTable } from './volumes.table.js';

export const volumesListing: Listing = {
  table: volumesTable.name,
  columns: volumesTable.columns,
  computed: {
    ...deletedColumn,
    multiattach: always('flag', '0'),
    cluster_name: always('text', 'NULL'),
    consistencygroup_id: always('text', 'NULL'),
    encryption_key_id: always('text', 'NULL'),
    provider_id: always('text', 'NULL'),
    replication_status: always('text', 'NULL'),
    scheduled_at: always('time', 'NULL'),
    terminated_at: always('time', 'NULL'),
  },
  selective: ['id', 'display_name'],
  maps: { metadata: 'metadata', glance_metadata: 'image_metadata' },
};
