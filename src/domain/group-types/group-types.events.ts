import { event, type EventOf } from '../shared/event.js';
import { flag, mapOf, nullable, optional, record, text } from '../shared/schema.js';

const specs = mapOf(nullable(text));

/** The one stream `groupTypes-catalogue`: every type of groups with its specs. Names are unique over all of them (ADR 8). */
export const groupTypesEvents = {
  GroupTypeCreated: event(
    'GroupTypeCreated',
    1,
    record({
      group_type_id: text,
      name: text,
      description: nullable(text),
      is_public: flag,
      group_specs: specs,
    }),
  ),
  GroupTypeUpdated: event(
    'GroupTypeUpdated',
    1,
    record({
      group_type_id: text,
      name: optional(text),
      description: optional(text),
      is_public: optional(flag),
    }),
  ),
  GroupTypeDeleted: event('GroupTypeDeleted', 1, record({ group_type_id: text })),
  /** Keys that are not named stay. */
  GroupSpecsSet: event('GroupSpecsSet', 1, record({ group_type_id: text, group_specs: specs })),
  GroupSpecDeleted: event('GroupSpecDeleted', 1, record({ group_type_id: text, key: text })),
} as const;

export type GroupTypesEvent = EventOf<typeof groupTypesEvents>;
export type GroupTypesEventData<T extends GroupTypesEvent['type']> = Extract<
  GroupTypesEvent,
  { type: T }
>['data'];
