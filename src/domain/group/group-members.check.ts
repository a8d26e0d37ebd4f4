import { invalidVolume } from '../shared/errors.js';
import { cannotBeFound, checkJoins, checkLeaves, inAnotherGroup } from '../volume/volume-group.decide.js';
import type { VolumeState } from '../volume/volume.state.js';
import type { GroupState } from './group.state.js';

/** Ids as a client wrote them, and the volumes that were found under them as the caller may see them. */
export interface AskedMembers {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly volumes: ReadonlyMap<string, VolumeState>;
}

/** `host@backend` of `host@backend#pool`. */
const backendOf = (host: string | null): string | undefined => host?.replace(/#.*/, '');

const list = (words: readonly string[]): string => `[${words.map((word) => `'${word}'`).join(', ')}]`;

const checkAdded = (group: GroupState, id: string, volume: VolumeState | undefined): void => {
  if (volume === undefined) throw cannotBeFound(id, group.id);
  if (volume.group_id !== null) throw inAnotherGroup(volume, group.id);
  if (volume.project_id !== group.project_id) {
    throw invalidVolume(`Cannot add volume ${id} to group ${group.id} as they belong to different projects.`);
  }
  if (!group.volume_type_ids.includes(volume.volume_type_id)) {
    throw invalidVolume(
      `Cannot add volume ${id} to group ${group.id} because volume type ${volume.volume_type_id} is not supported by the group.`,
    );
  }
  checkJoins(volume, group.id);
  if (backendOf(volume.host) !== backendOf(group.host)) {
    throw invalidVolume('Volume is not local to this node.');
  }
};

/**
 * Which volumes are really to come and to go, after Cinder's rules in Cinder's order. What is in already need not come.
 * @throws InvalidVolume
 */
export const checkMembers = (
  group: GroupState,
  { add, remove, volumes }: AskedMembers,
): { readonly add: readonly string[]; readonly remove: readonly string[] } => {
  const both = add.filter((id) => remove.includes(id));
  if (both.length > 0) throw invalidVolume(`UUIDs ${list(both)} are in both add and remove volume list.`);
  const added = [...new Set(add)].filter((id) => !group.volume_ids.includes(id));
  for (const id of added) checkAdded(group, id, volumes.get(id));
  const removed = group.volume_ids.filter((id) => remove.includes(id));
  for (const id of removed) {
    const volume = volumes.get(id);
    if (volume !== undefined) checkLeaves(volume, group.id);
  }
  const stranger = remove.find((id) => !removed.includes(id));
  if (stranger !== undefined) {
    throw invalidVolume(
      `Cannot remove volume ${stranger} from group ${group.id} because it is not in the group.`,
    );
  }
  return { add: added, remove: removed };
};
