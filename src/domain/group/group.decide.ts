import { DomainError, invalidGroup, invalidInput } from '../shared/errors.js';
import type { GroupEvent } from './group.events.js';
import { existingGroup, type GroupState } from './group.state.js';

type Data<T extends GroupEvent['type']> = Extract<GroupEvent, { type: T }>['data'];
export type GroupToCreate = Data<'GroupRequested'>;

export const requestGroup = (group: GroupToCreate): GroupEvent[] => [{ type: 'GroupRequested', data: group }];

export const abandonGroup = (reason: string): GroupEvent[] => [{ type: 'GroupAbandoned', data: { reason } }];

/** An empty one that is deleted before it has a place needs none. */
const isMade = (state: GroupState | null): boolean =>
  state !== null && state.making && (state.deletion === null || state.source !== null);

/** Its place is chosen, and all its members are there. */
export const completeCreate = (state: GroupState | null, host: string): GroupEvent[] =>
  isMade(state) ? [{ type: 'GroupCreated', data: { host } }] : [];

export const failCreate = (state: GroupState | null, reason: string): GroupEvent[] =>
  isMade(state) ? [{ type: 'GroupFailed', data: { reason } }] : [];

/** Statuses that reset_status accepts, as Cinder has them; `in-use` it prints, but does not accept. */
export const resettableStatuses = [
  'error',
  'available',
  'creating',
  'deleting',
  'deleted',
  'updating',
  'error_deleting',
] as const;

/** Only what users see changes: what the group is at work on goes on, and writes its status at its end. */
export const resetGroupStatus = (state: GroupState | null, id: string, status: string): GroupEvent[] => {
  const { status: from } = existingGroup(state, id);
  if (!(resettableStatuses as readonly string[]).includes(status)) {
    throw new DomainError('InvalidGroupStatus', `Invalid Group Status: ${notAStatus(status)}`);
  }
  return [{ type: 'GroupStatusReset', data: { from, to: status } }];
};

export const notAStatus = (status: string): string =>
  `Group status: ${status} is invalid, valid status are: ` +
  "('error', 'available', 'creating', 'deleting', 'deleted', 'updating', 'in-use', 'error_deleting').";

/** @throws InvalidInput with Cinder's texts */
export const checkTypeInGroup = (
  { volume_type_ids }: Pick<GroupState, 'volume_type_ids'>,
  asked: string | null,
  typeId: string,
): void => {
  if (asked === null || asked === '') {
    throw invalidInput('volume_type must be provided when creating a volume in a group.');
  }
  if (!volume_type_ids.includes(typeId)) {
    throw invalidInput(
      `Invalid volume_type provided: ${asked} (requested type must be supported by this group).`,
    );
  }
};

/** A volume that is made in the group is in its book before it is recorded. */
export const addVolume = (state: GroupState | null, id: string, volumeId: string): GroupEvent[] => {
  const group = existingGroup(state, id);
  if (group.volume_ids.includes(volumeId)) return [];
  if (!['available', 'creating'].includes(group.status) || group.deletion !== null) {
    throw invalidGroup(`Originating group status must be one of 'available, creating' values`);
  }
  return [{ type: 'GroupVolumeAdded', data: { volume_id: volumeId } }];
};

export const removeVolume = (state: GroupState | null, volumeId: string): GroupEvent[] =>
  state?.volume_ids.includes(volumeId) === true
    ? [{ type: 'GroupVolumeRemoved', data: { volume_id: volumeId } }]
    : [];
