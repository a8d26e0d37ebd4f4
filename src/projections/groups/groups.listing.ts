import { always, deletedColumn } from '../listing/cinder-columns.js';
import type { Listing } from '../listing/listing.js';
import { column } from '../store/column.js';
import { groupsTable } from './groups.table.js';

export const groupsListing: Listing = {
  table: groupsTable.name,
  columns: groupsTable.columns,
  computed: {
    ...deletedColumn,
    cluster_name: always('text', 'NULL'),
    replication_status: column.optional('text', `'disabled'`),
  },
  selective: ['id', 'name'],
  maps: {},
};
