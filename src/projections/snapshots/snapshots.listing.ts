import { always, deletedColumn } from '../listing/cinder-columns.js';
import type { Listing } from '../listing/listing.js';
import { column } from '../store/column.js';
import { snapshotsTable } from './snapshots.table.js';

export const snapshotsListing: Listing = {
  table: snapshotsTable.name,
  columns: snapshotsTable.columns,
  computed: {
    ...deletedColumn,
    host: column.optional('host', '(SELECT v.host FROM volumes AS v WHERE v.id = snapshots.volume_id)'),
    cgsnapshot_id: always('text', 'NULL'),
    encryption_key_id: always('text', 'NULL'),
    provider_id: always('text', 'NULL'),
  },
  selective: ['id', 'volume_id', 'display_name'],
  maps: { metadata: 'metadata' },
};
