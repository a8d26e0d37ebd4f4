import { always, deletedColumn } from '../listing/cinder-columns.js';
import { column } from '../store/column.js';
import type { Listing } from '../listing/listing.js';
import { transfersTable } from './transfers.table.js';

export const transfersListing: Listing = {
  table: transfersTable.name,
  columns: transfersTable.columns,
  computed: {
    ...deletedColumn,
    source_project_id: column.optional('text', 'project_id'),
    destination_project_id: always('text', 'NULL'),
    expires_at: always('time', 'NULL'),
  },
  selective: ['id', 'volume_id'],
  maps: {},
};
