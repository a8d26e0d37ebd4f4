import type { GroupTypeInput } from '../../commands/create-group-type/create-group-type.command.js';
import type { GroupTypeChanges } from '../../domain/group-types/group-type.decide.js';
import type { GroupSpecs } from '../../domain/group-types/group-types.state.js';
import { present } from '../../domain/shared/present.js';
import { bodyBoolean } from '../http/body/boolean-words.js';
import { badRequest } from '../http/faults/http-fault.js';

export interface CreateGroupTypeBody {
  readonly group_type: {
    readonly name: string;
    readonly description?: string | null;
    readonly is_public?: boolean | string;
    readonly group_specs?: GroupSpecs | null;
  };
}

export interface UpdateGroupTypeBody {
  readonly group_type: {
    readonly name?: string | null;
    readonly description?: string | null;
    readonly is_public?: boolean | string;
  };
}

export const groupTypeInput = ({ group_type: given }: CreateGroupTypeBody): GroupTypeInput => ({
  name: given.name,
  description: given.description ?? null,
  is_public: bodyBoolean(given.is_public ?? true),
  group_specs: given.group_specs ?? {},
});

/** Null is as good as missing: nothing can be taken away. A name without any character is taken, as Cinder does. */
export const groupTypeChanges = ({ group_type: given }: UpdateGroupTypeBody): GroupTypeChanges => {
  if (given.name && given.name.trim() === '') throw badRequest('Group type name can not be empty.');
  const changes = present({
    name: given.name ?? undefined,
    description: given.description ?? undefined,
    is_public: given.is_public === undefined ? undefined : bodyBoolean(given.is_public),
  });
  if (Object.keys(changes).length > 0) return changes;
  throw badRequest('Specify group type name, description or a combination thereof.');
};
