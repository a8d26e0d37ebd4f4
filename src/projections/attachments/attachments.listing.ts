import { always, deletedColumn } from '../listing/cinder-columns.js';
import { column } from '../store/column.js';
import type { Listing } from '../listing/listing.js';
import { attachmentsTable } from './attachments.table.js';

export const attachmentsListing: Listing = {
  table: attachmentsTable.name,
  columns: attachmentsTable.columns,
  computed: {
    ...deletedColumn,
    status: column.optional('text', 'attach_status'),
    detach_time: always('time', 'NULL'),
  },
  selective: ['id', 'volume_id', 'instance_uuid'],
  maps: {},
};
