import { invalidVolume } from '../shared/errors.js';
import type { VolumeEvent } from './volume.events.js';
import type { VolumeState } from './volume.state.js';

/** A change of a group: which group, and which of its changes. */
export interface GroupChangeOf {
  readonly group_id: string;
  readonly change_id: string;
}

const joinable = ['available', 'in-use'] as const;
const leavable = ['available', 'in-use', 'error', 'error_deleting'] as const;

const tuple = (words: readonly string[]): string => `(${words.map((word) => `'${word}'`).join(', ')})`;

/** The statuses in which a volume may come into a group. @throws InvalidVolume with Cinder's text */
export const checkJoins = ({ id, status, deletion }: VolumeState, groupId: string): void => {
  if ((joinable as readonly string[]).includes(status) && deletion === null) return;
  throw invalidVolume(
    `Cannot add volume ${id} to group ${groupId} because volume is in an invalid state: ${status}. ` +
      `Valid states are: ${tuple(joinable)}.`,
  );
};

/** As {@link checkJoins}. */
export const checkLeaves = ({ id, status }: VolumeState, groupId: string): void => {
  if ((leavable as readonly string[]).includes(status)) return;
  throw invalidVolume(
    `Cannot remove volume ${id} from group ${groupId} because volume is in an invalid state: ${status}. ` +
      `Valid states are: ${tuple(leavable)}.`,
  );
};

/** @throws InvalidVolume when it cannot come in any more */
export const joinGroup = (state: VolumeState | null, id: string, change: GroupChangeOf): VolumeEvent[] => {
  const { group_id } = change;
  if (state === null || state.deleted_at !== null) throw cannotBeFound(id, group_id);
  if (state.group_id === group_id || state.group_changes.includes(change.change_id)) return [];
  if (state.group_id !== null) throw inAnotherGroup(state, group_id);
  checkJoins(state, group_id);
  return [{ type: 'VolumeGroupJoined', data: change }];
};

/** Nothing happens unless it is in that group. */
export const leaveGroup = (state: VolumeState | null, change: GroupChangeOf): VolumeEvent[] =>
  state === null ||
  state.deleted_at !== null ||
  state.group_id !== change.group_id ||
  state.group_changes.includes(change.change_id)
    ? []
    : [{ type: 'VolumeGroupLeft', data: change }];

export const cannotBeFound = (id: string, groupId: string): Error =>
  invalidVolume(`Cannot add volume ${id} to group ${groupId} because volume cannot be found.`);

export const inAnotherGroup = ({ id, group_id }: VolumeState, groupId: string): Error =>
  invalidVolume(`Cannot add volume ${id} to group ${groupId} because it is already in group ${group_id}.`);
