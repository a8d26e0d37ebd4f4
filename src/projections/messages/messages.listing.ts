import { deletedColumn } from '../listing/cinder-columns.js';
import type { Listing } from '../listing/listing.js';
import { column } from '../store/column.js';
import { messagesTable } from './messages.table.js';

export const messagesListing: Listing = {
  table: messagesTable.name,
  columns: messagesTable.columns,
  computed: {
    ...deletedColumn,
    // The name that clients know.
    guaranteed_until: column.optional('time', 'expires_at'),
  },
  selective: ['id'],
  maps: {},
};
