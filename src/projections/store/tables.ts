import { attachmentsTable } from '../attachments/attachments.table.js';
import { backupSchedulesTable } from '../backup-schedules/backup-schedules.table.js';
import { backupDataTable } from '../progress/backup-data.table.js';
import { backupsTable } from '../backups/backups.table.js';
import { groupSnapshotsTable } from '../group-snapshots/group-snapshots.table.js';
import { groupsTable } from '../groups/groups.table.js';
import { groupTypesTable } from '../group-types/group-types.table.js';
import { messagesTable } from '../messages/messages.table.js';
import { quotaClassesTable } from '../quotas/quota-classes.table.js';
import { quotasTable } from '../quotas/quotas.table.js';
import { restoresTable } from '../restores/restores.table.js';
import { heartbeatsTable, servicesTable } from '../services/services.table.js';
import { snapshotsTable } from '../snapshots/snapshots.table.js';
import { typeCatalogueTable } from '../volume-types/type-catalogue.table.js';
import { transfersTable } from '../transfers/transfers.table.js';
import { verificationsTable } from '../verifications/verifications.table.js';
import { volumesTable } from '../volumes/volumes.table.js';
import type { AnyTable } from './table.js';

/** Every read model that is made of an aggregate's state. */
export const tables: readonly AnyTable[] = [
  volumesTable,
  snapshotsTable,
  backupsTable,
  backupDataTable,
  restoresTable,
  messagesTable,
  quotasTable,
  quotaClassesTable,
  attachmentsTable,
  servicesTable,
  heartbeatsTable,
  verificationsTable,
  backupSchedulesTable,
  typeCatalogueTable,
  transfersTable,
  groupsTable,
  groupTypesTable,
  groupSnapshotsTable,
];
