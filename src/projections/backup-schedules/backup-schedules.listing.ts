import { deletedColumn } from '../listing/cinder-columns.js';
import type { Listing } from '../listing/listing.js';
import { backupSchedulesTable } from './backup-schedules.table.js';

export const backupSchedulesListing: Listing = {
  table: backupSchedulesTable.name,
  columns: backupSchedulesTable.columns,
  computed: deletedColumn,
  selective: ['id'],
  maps: { metadata: 'metadata' },
};
