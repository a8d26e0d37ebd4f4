import { deletedColumn } from '../listing/cinder-columns.js';
import { column } from '../store/column.js';
import type { Listing } from '../listing/listing.js';
import { backupsTable } from './backups.table.js';

/** Set while the removal of a temporary copy is owed. */
const tempOf = (kind: 'snapshot' | 'volume') =>
  column.optional('text', `iif(state ->> '$.temp.kind' = '${kind}', state ->> '$.temp.id', NULL)`);

export const backupsListing: Listing = {
  table: backupsTable.name,
  columns: backupsTable.columns,
  computed: {
    ...deletedColumn,
    temp_snapshot_id: tempOf('snapshot'),
    temp_volume_id: tempOf('volume'),
  },
  selective: ['id', 'volume_id', 'parent_id', 'snapshot_id', 'display_name'],
  maps: { metadata: 'metadata' },
};
