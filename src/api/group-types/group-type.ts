import type { GroupTypeCatalogue } from '../../domain/group-types/group-types.state.js';

/** Types of groups, as they are at the head of the log. */
export interface GroupTypeReader {
  /** Name of the type that counts as the default; null: none does. */
  readonly configuredDefault: string | null;
  catalogue(): Promise<GroupTypeCatalogue>;
}

export const GROUP_TYPE_READER = Symbol('GroupTypeReader');
