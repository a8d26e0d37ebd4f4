import type { Aggregate, Recorded } from '../shared/event.js';
import { present } from '../shared/present.js';
import { typeCatalogueEvents, type QosConsumer, type TypeCatalogueEvent } from './type-catalogue.events.js';

export type Specs = Readonly<Record<string, string | null>>;

export interface TypeEncryption {
  readonly encryption_id: string;
  readonly provider: string;
  readonly control_location: 'front-end' | 'back-end';
  readonly cipher: string | null;
  readonly key_size: number | null;
  readonly created_at: string;
  readonly updated_at: string | null;
}

export interface VolumeType {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly is_public: boolean;
  readonly extra_specs: Specs;
  /** Projects that see it although it is private, in the order in which they were let in. */
  readonly project_ids: readonly string[];
  readonly qos_specs_id: string | null;
  readonly encryption: TypeEncryption | null;
  readonly quota_name: string;
  readonly created_at: string;
  readonly updated_at: string | null;
}

export interface QosSpecs {
  readonly id: string;
  readonly name: string;
  readonly consumer: QosConsumer;
  readonly specs: Specs;
  readonly created_at: string;
  readonly updated_at: string | null;
}

export interface TypeCatalogue {
  /** What there is, by id, oldest first; what was deleted is forgotten. */
  readonly types: Readonly<Record<string, VolumeType>>;
  readonly qos_specs: Readonly<Record<string, QosSpecs>>;
  /** Id of the default type by project. */
  readonly project_defaults: Readonly<Record<string, string>>;
}

export const emptyCatalogue: TypeCatalogue = { types: {}, qos_specs: {}, project_defaults: {} };

type Change = Partial<TypeCatalogue> | null;

const without = <T>(entries: Readonly<Record<string, T>>, ...keys: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.includes(key)));

const changedType = (
  { types }: TypeCatalogue,
  id: string,
  change: (type: VolumeType) => Partial<VolumeType>,
): Partial<TypeCatalogue> => {
  const type = types[id];
  return type === undefined ? {} : { types: { ...types, [id]: { ...type, ...change(type) } } };
};

const changedSpecs = (
  { qos_specs }: TypeCatalogue,
  id: string,
  change: (qos: QosSpecs) => Partial<QosSpecs>,
): Partial<TypeCatalogue> => {
  const qos = qos_specs[id];
  return qos === undefined ? {} : { qos_specs: { ...qos_specs, [id]: { ...qos, ...change(qos) } } };
};

const types = (state: TypeCatalogue, event: Recorded<TypeCatalogueEvent>): Change => {
  switch (event.type) {
    case 'VolumeTypeCreated': {
      const { type_id: id, ...members } = event.data;
      const born = { project_ids: [], qos_specs_id: null, encryption: null };
      const type = { id, ...members, ...born, created_at: event.at, updated_at: null };
      return { types: { ...state.types, [id]: type } };
    }
    case 'VolumeTypeUpdated': {
      const { type_id, ...changes } = event.data;
      return changedType(state, type_id, () => ({ ...present(changes), updated_at: event.at }));
    }
    case 'VolumeTypeDeleted':
      return { types: without(state.types, event.data.type_id) };
    case 'VolumeTypeExtraSpecsSet': {
      const { type_id, extra_specs } = event.data;
      return changedType(state, type_id, (type) => ({
        extra_specs: { ...type.extra_specs, ...extra_specs },
      }));
    }
    case 'VolumeTypeExtraSpecRemoved': {
      const { type_id, key } = event.data;
      return changedType(state, type_id, (type) => ({ extra_specs: without(type.extra_specs, key) }));
    }
    default:
      return null;
  }
};

const belongings = (state: TypeCatalogue, event: Recorded<TypeCatalogueEvent>): Change => {
  switch (event.type) {
    case 'VolumeTypeAccessGranted': {
      const { type_id, project_id } = event.data;
      return changedType(state, type_id, (type) => ({ project_ids: [...type.project_ids, project_id] }));
    }
    case 'VolumeTypeAccessRevoked': {
      const { type_id, project_id } = event.data;
      return changedType(state, type_id, (type) => ({
        project_ids: type.project_ids.filter((id) => id !== project_id),
      }));
    }
    case 'VolumeTypeEncryptionSet': {
      const { type_id, ...encryption } = event.data;
      return changedType(state, type_id, ({ encryption: before }) => ({
        encryption: {
          ...encryption,
          created_at: before?.created_at ?? event.at,
          updated_at: before === null ? null : event.at,
        },
      }));
    }
    case 'VolumeTypeEncryptionRemoved':
      return changedType(state, event.data.type_id, () => ({ encryption: null }));
    case 'ProjectDefaultTypeSet': {
      const { project_id, type_id } = event.data;
      return { project_defaults: { ...state.project_defaults, [project_id]: type_id } };
    }
    case 'ProjectDefaultTypeRemoved':
      return { project_defaults: without(state.project_defaults, event.data.project_id) };
    default:
      return null;
  }
};

const qos = (state: TypeCatalogue, event: Recorded<TypeCatalogueEvent>): Change => {
  switch (event.type) {
    case 'QosSpecsCreated': {
      const { qos_specs_id: id, ...members } = event.data;
      const created = { id, ...members, created_at: event.at, updated_at: null };
      return { qos_specs: { ...state.qos_specs, [id]: created } };
    }
    case 'QosSpecsUpdated': {
      const { qos_specs_id, specs, ...consumer } = event.data;
      return changedSpecs(state, qos_specs_id, (before) => ({
        ...present(consumer),
        specs: { ...before.specs, ...specs },
        updated_at: event.at,
      }));
    }
    case 'QosSpecsKeysRemoved': {
      const { qos_specs_id, keys } = event.data;
      return changedSpecs(state, qos_specs_id, ({ specs }) => ({
        specs: without(specs, ...keys),
        updated_at: event.at,
      }));
    }
    case 'QosSpecsAssociated': {
      const { qos_specs_id, type_id } = event.data;
      return changedType(state, type_id, () => ({ qos_specs_id }));
    }
    case 'QosSpecsDisassociated':
      return changedType(state, event.data.type_id, () => ({ qos_specs_id: null }));
    case 'QosSpecsDeleted':
      return { qos_specs: without(state.qos_specs, event.data.qos_specs_id) };
    default:
      return null;
  }
};

export const evolveTypeCatalogue = (
  before: TypeCatalogue | null,
  event: Recorded<TypeCatalogueEvent>,
): TypeCatalogue => {
  const state = before ?? emptyCatalogue;
  return { ...state, ...(types(state, event) ?? belongings(state, event) ?? qos(state, event)) };
};

export const typeCatalogueAggregate: Aggregate<TypeCatalogue, TypeCatalogueEvent> = {
  category: 'volumeTypes',
  events: typeCatalogueEvents,
  evolve: evolveTypeCatalogue,
};

/** What follows the category in the name of the one stream. */
export const catalogueId = 'catalogue';
