import { event, type EventOf } from '../shared/event.js';
import { flag, integer, listOf, mapOf, nullable, oneOf, optional, record, text } from '../shared/schema.js';

export const controlLocations = ['front-end', 'back-end'] as const;
export const qosConsumers = ['front-end', 'back-end', 'both'] as const;

const specs = mapOf(nullable(text));

/**
 * The one stream `volumeTypes-catalogue`: every volume type with what hangs on it, QoS specs and the default types of projects.
 * Names have to be unique over all types, and most refusals are about two of these things at once (ADR 8).
 */
export const typeCatalogueEvents = {
  VolumeTypeCreated: event(
    'VolumeTypeCreated',
    1,
    record({
      type_id: text,
      name: text,
      description: nullable(text),
      is_public: flag,
      extra_specs: specs,
      /** Its name in the books of projects, which a later change of the name leaves alone. */
      quota_name: text,
    }),
  ),
  VolumeTypeUpdated: event(
    'VolumeTypeUpdated',
    1,
    record({ type_id: text, name: optional(text), description: optional(text), is_public: optional(flag) }),
  ),
  VolumeTypeDeleted: event('VolumeTypeDeleted', 1, record({ type_id: text })),
  /** Keys that are not named stay. */
  VolumeTypeExtraSpecsSet: event('VolumeTypeExtraSpecsSet', 1, record({ type_id: text, extra_specs: specs })),
  VolumeTypeExtraSpecRemoved: event('VolumeTypeExtraSpecRemoved', 1, record({ type_id: text, key: text })),
  VolumeTypeAccessGranted: event('VolumeTypeAccessGranted', 1, record({ type_id: text, project_id: text })),
  VolumeTypeAccessRevoked: event('VolumeTypeAccessRevoked', 1, record({ type_id: text, project_id: text })),
  VolumeTypeEncryptionSet: event(
    'VolumeTypeEncryptionSet',
    1,
    record({
      type_id: text,
      encryption_id: text,
      provider: text,
      control_location: oneOf(...controlLocations),
      cipher: nullable(text),
      /** Bits. */
      key_size: nullable(integer),
    }),
  ),
  VolumeTypeEncryptionRemoved: event('VolumeTypeEncryptionRemoved', 1, record({ type_id: text })),
  ProjectDefaultTypeSet: event('ProjectDefaultTypeSet', 1, record({ project_id: text, type_id: text })),
  ProjectDefaultTypeRemoved: event('ProjectDefaultTypeRemoved', 1, record({ project_id: text })),

  QosSpecsCreated: event(
    'QosSpecsCreated',
    1,
    record({ qos_specs_id: text, name: text, consumer: oneOf(...qosConsumers), specs }),
  ),
  /** Keys that are not named stay. */
  QosSpecsUpdated: event(
    'QosSpecsUpdated',
    1,
    record({ qos_specs_id: text, consumer: optional(oneOf(...qosConsumers)), specs }),
  ),
  QosSpecsKeysRemoved: event('QosSpecsKeysRemoved', 1, record({ qos_specs_id: text, keys: listOf(text) })),
  QosSpecsAssociated: event('QosSpecsAssociated', 1, record({ qos_specs_id: text, type_id: text })),
  QosSpecsDisassociated: event('QosSpecsDisassociated', 1, record({ qos_specs_id: text, type_id: text })),
  QosSpecsDeleted: event('QosSpecsDeleted', 1, record({ qos_specs_id: text })),
} as const;

export type TypeCatalogueEvent = EventOf<typeof typeCatalogueEvents>;
export type TypeEventData<T extends TypeCatalogueEvent['type']> = Extract<
  TypeCatalogueEvent,
  { type: T }
>['data'];
export type QosConsumer = (typeof qosConsumers)[number];
