import type { GroupTypesEvent } from '../../domain/group-types/group-types.events.js';
import { groupTypesAggregate, type GroupTypeCatalogue } from '../../domain/group-types/group-types.state.js';
import type { Table } from '../store/table.js';

/** One row: types of groups are few and change seldom, so that lists of them are made in memory. */
export const groupTypesTable: Table<GroupTypeCatalogue, GroupTypesEvent> = {
  name: 'group_types',
  aggregate: groupTypesAggregate,
  columns: {},
  indexes: {},
  nextStep: () => null,
  claims: () => [],
};
