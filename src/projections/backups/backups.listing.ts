import { always, deletedColumn } from '../listing/cinder-columns.js';
import type { Listing } from '../listing/listing.js';
import { backupsTable } from './backups.table.js';

export const backupsListing: Listing = {
  table: backupsTable.name,
  columns: backupsTable.columns,
  computed: {
    ...deletedColumn,
    temp_snapshot_id: always('text', 'NULL'),
    temp_volume_id: always('text', 'NULL'),
  },
  maps: { metadata: 'metadata' },
};
