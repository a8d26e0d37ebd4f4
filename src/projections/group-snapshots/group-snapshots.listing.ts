import { deletedColumn } from '../listing/cinder-columns.js';
import type { Listing } from '../listing/listing.js';
import { column } from '../store/column.js';
import { groupSnapshotsTable } from './group-snapshots.table.js';

export const groupSnapshotsListing: Listing = {
  table: groupSnapshotsTable.name,
  columns: groupSnapshotsTable.columns,
  computed: {
    ...deletedColumn,
    // Lists read `name` as the column of most other tables.
    display_name: column.optional('text', 'name'),
    display_description: column.optional('text', 'description'),
  },
  selective: ['id', 'group_id'],
  maps: {},
};
