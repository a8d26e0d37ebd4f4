import { backupDataAggregate } from '../../src/domain/backup/backup-data.state.js';
import { attachmentAggregate } from '../../src/domain/attachment/attachment.state.js';
import { backupScheduleAggregate } from '../../src/domain/backup-schedule/backup-schedule.state.js';
import { backupAggregate } from '../../src/domain/backup/backup.state.js';
import { groupTypesAggregate, groupTypesId } from '../../src/domain/group-types/group-types.state.js';
import { messageAggregate } from '../../src/domain/message/message.state.js';
import { quotaClassAggregate } from '../../src/domain/quota-class/quota-class.state.js';
import { groupSnapshotAggregate } from '../../src/domain/group-snapshot/group-snapshot.state.js';
import { groupAggregate } from '../../src/domain/group/group.state.js';
import { leaseAggregate } from '../../src/domain/lease/lease.state.js';
import { quotaAggregate } from '../../src/domain/quota/quota.state.js';
import { restoreAggregate } from '../../src/domain/restore/restore.state.js';
import type { AnyEvent, EventCatalogue, EventDefinition } from '../../src/domain/shared/event.js';
import type { Schema } from '../../src/domain/shared/schema.js';
import { heartbeatAggregate, serviceAggregate } from '../../src/domain/service/service.state.js';
import { snapshotAggregate } from '../../src/domain/snapshot/snapshot.state.js';
import { catalogueId, typeCatalogueAggregate } from '../../src/domain/type-catalogue/type-catalogue.state.js';
import { transferAggregate } from '../../src/domain/transfer/transfer.state.js';
import { verificationAggregate } from '../../src/domain/verification/verification.state.js';
import { volumeAggregate } from '../../src/domain/volume/volume.state.js';

export type Definition = EventDefinition<string, Schema<unknown>>;

export interface Catalogue {
  readonly category: string;
  /** What follows the category and a '-' in the names of its streams. */
  readonly id: string;
  readonly events: EventCatalogue;
  /** Null when nothing is folded from these events. */
  readonly fold: ((state: unknown, event: AnyEvent & { readonly at: string }) => unknown) | null;
}

const catalogue = (
  id: string,
  aggregate: { readonly category: string; readonly events: EventCatalogue; readonly evolve: unknown },
): Catalogue => ({
  category: aggregate.category,
  id,
  events: aggregate.events,
  fold: aggregate.evolve as Catalogue['fold'],
});

/** Every catalogue of the domain; a test looks for one that is missing here. */
export const catalogues: readonly Catalogue[] = [
  catalogue('<backup id>', backupAggregate),
  catalogue('<backup id>', backupDataAggregate),
  catalogue('<restore id>', restoreAggregate),
  catalogue('<volume id>', volumeAggregate),
  catalogue('<snapshot id>', snapshotAggregate),
  catalogue('<attachment id>', attachmentAggregate),
  catalogue('<schedule id>', backupScheduleAggregate),
  catalogue('<project id>', quotaAggregate),
  catalogue('<message id>', messageAggregate),
  catalogue('<class name>', quotaClassAggregate),
  catalogue('manager', leaseAggregate),
  catalogue('<binary>@<host>', serviceAggregate),
  catalogue('<role>@<host>', heartbeatAggregate),
  catalogue('<verification id>', verificationAggregate),
  catalogue(catalogueId, typeCatalogueAggregate),
  catalogue('<transfer id>', transferAggregate),
  catalogue('<group id>', groupAggregate),
  catalogue(groupTypesId, groupTypesAggregate),
  catalogue('<group snapshot id>', groupSnapshotAggregate),
];

export const definitions: readonly Definition[] = catalogues.flatMap(({ events }) => Object.values(events));

/** `BackupRequested.v1`: the name of an event's files. */
export const fileNameOf = ({ type, version }: Pick<Definition, 'type' | 'version'>): string =>
  `${type}.v${version}`;
