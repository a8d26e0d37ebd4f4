import type { GroupInput } from '../../commands/create-group/create-group.command.js';
import type { GroupChanges } from '../../commands/update-group/update-group.command.js';
import type { GroupSource } from '../../domain/group/group.state.js';

interface Texts {
  readonly name?: string | null;
  readonly description?: string | null;
}

export interface CreateGroupBody {
  readonly group: Texts & {
    readonly group_type: string;
    readonly volume_types: readonly string[];
    readonly availability_zone?: string | null;
  };
}

export interface CreateGroupFromBody {
  readonly 'create-from-src': Texts & {
    readonly source_group_id?: string;
    readonly group_snapshot_id?: string;
  };
}

export interface UpdateGroupBody {
  readonly group: Texts & {
    readonly add_volumes?: string | null;
    readonly remove_volumes?: string | null;
  };
}

const textsOf = ({ name, description }: Texts) => ({
  name: name?.trim() ?? null,
  description: description?.trim() ?? null,
});

export const groupInput = ({ group }: CreateGroupBody): GroupInput => ({
  ...textsOf(group),
  group_type: group.group_type,
  volume_types: group.volume_types,
  availability_zone: group.availability_zone ?? null,
});

/** The schema lets exactly one source through. */
export const groupSourceOf = ({ 'create-from-src': asked }: CreateGroupFromBody) => {
  const { group_snapshot_id, source_group_id = '' } = asked;
  const source: GroupSource =
    group_snapshot_id === undefined
      ? { kind: 'group', id: source_group_id }
      : { kind: 'groupSnapshot', id: group_snapshot_id };
  return { ...textsOf(asked), source };
};

/** Commas at the ends count for nothing; between two of them is an id, even an empty one. */
const idsOf = (text: string | null | undefined): readonly string[] => {
  const trimmed = text?.replaceAll(/^,+|,+$/g, '') ?? '';
  return text ? trimmed.split(',') : [];
};

export const groupChanges = ({ group }: UpdateGroupBody): GroupChanges => ({
  ...textsOf(group),
  add_volumes: idsOf(group.add_volumes),
  remove_volumes: idsOf(group.remove_volumes),
});
