import type { Aggregate, Recorded } from '../shared/event.js';
import { present } from '../shared/present.js';
import { groupTypesEvents, type GroupTypesEvent } from './group-types.events.js';

export type GroupSpecs = Readonly<Record<string, string | null>>;

export interface GroupType {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly is_public: boolean;
  readonly group_specs: GroupSpecs;
  readonly created_at: string;
  readonly updated_at: string | null;
}

export interface GroupTypeCatalogue {
  /** What there is, by id, oldest first; what was deleted is forgotten. */
  readonly group_types: Readonly<Record<string, GroupType>>;
}

/** What there is before anybody has made one. */
export const noGroupTypes: GroupTypeCatalogue = { group_types: {} };

const without = <T>(entries: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).filter(([other]) => other !== key));

const changed = (
  { group_types }: GroupTypeCatalogue,
  id: string,
  change: (type: GroupType) => Partial<GroupType>,
): GroupTypeCatalogue => {
  const type = group_types[id];
  return {
    group_types: type === undefined ? group_types : { ...group_types, [id]: { ...type, ...change(type) } },
  };
};

export const evolveGroupTypes = (
  before: GroupTypeCatalogue | null,
  event: Recorded<GroupTypesEvent>,
): GroupTypeCatalogue => {
  const state = before ?? noGroupTypes;
  switch (event.type) {
    case 'GroupTypeCreated': {
      const { group_type_id: id, ...members } = event.data;
      const type = { id, ...members, created_at: event.at, updated_at: null };
      return { group_types: { ...state.group_types, [id]: type } };
    }
    case 'GroupTypeUpdated': {
      const { group_type_id, ...changes } = event.data;
      return changed(state, group_type_id, () => ({ ...present(changes), updated_at: event.at }));
    }
    case 'GroupTypeDeleted':
      return { group_types: without(state.group_types, event.data.group_type_id) };
    case 'GroupSpecsSet': {
      const { group_type_id, group_specs } = event.data;
      return changed(state, group_type_id, (type) => ({
        group_specs: { ...type.group_specs, ...group_specs },
      }));
    }
    case 'GroupSpecDeleted': {
      const { group_type_id, key } = event.data;
      return changed(state, group_type_id, (type) => ({ group_specs: without(type.group_specs, key) }));
    }
  }
};

export const groupTypesAggregate: Aggregate<GroupTypeCatalogue, GroupTypesEvent> = {
  category: 'groupTypes',
  events: groupTypesEvents,
  evolve: evolveGroupTypes,
};

/** What follows the category in the name of the one stream. */
export const groupTypesId = 'catalogue';
