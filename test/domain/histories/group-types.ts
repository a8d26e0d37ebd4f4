import type {
  GroupTypesEvent,
  GroupTypesEventData,
} from '../../../src/domain/group-types/group-types.events.js';
import {
  groupTypesAggregate,
  noGroupTypes,
  type GroupTypeCatalogue,
} from '../../../src/domain/group-types/group-types.state.js';
import { given } from '../../support/given.js';

type Changes = Partial<GroupTypesEventData<'GroupTypeCreated'>>;

export const groupTypeMade = (
  group_type_id: string,
  name: string,
  changes: Changes = {},
): GroupTypesEvent => ({
  type: 'GroupTypeCreated',
  data: { group_type_id, name, description: null, is_public: true, group_specs: {}, ...changes },
});

/** What there is after these events. */
export const groupTypesAfter = (...history: readonly GroupTypesEvent[]): GroupTypeCatalogue =>
  given(groupTypesAggregate, history).state ?? noGroupTypes;
