import { given } from '../../../test/support/given.js';
import { changeId, groupId } from '../../../test/domain/histories/group.js';
import {
  attached,
  availableVolume,
  snapshotAdded,
  statusReset,
  volumeCreated,
  volumeId,
  volumeRequested,
} from '../../../test/domain/histories/volume.js';
import { groupWaitingFor } from '../process/next-step.js';
import { deleteWithGroup, requestDelete } from './volume-deletion.decide.js';
import { joinGroup, leaveGroup } from './volume-group.decide.js';
import { requestMigration } from './volume-migrate.decide.js';
import { requestRetype } from './volume-retype.decide.js';
import { offerVolume } from './volume-transfer.decide.js';
import type { VolumeEvent } from './volume.events.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const change = { group_id: groupId, change_id: changeId };
const joined: VolumeEvent = { type: 'VolumeGroupJoined', data: change };
const left: VolumeEvent = { type: 'VolumeGroupLeft', data: { ...change, change_id: 'the next' } };
const inGroup = [...availableVolume, joined];
const join = (state: VolumeState | null): VolumeEvent[] => joinGroup(state, volumeId, change);

describe('A volume', () => {
  it('joins a group with one change once, also after it has left again', () => {
    given(volumeAggregate, availableVolume).when(join).then([joined]).thenState({ group_id: groupId });
    for (const history of [inGroup, [...inGroup, left]]) {
      given(volumeAggregate, history).when(join).thenNothing();
    }
  });

  it('leaves the group it is in, once', () => {
    const leave = (state: VolumeState | null): VolumeEvent[] =>
      leaveGroup(state, { group_id: groupId, change_id: 'the next' });
    given(volumeAggregate, inGroup).when(leave).then([left]).thenState({ group_id: null });
    given(volumeAggregate, [...inGroup, left])
      .when(leave)
      .thenNothing();
    given(volumeAggregate, availableVolume).when(leave).thenNothing();
  });

  it('that is elsewhere, busy, or gone does not join', () => {
    const begin = `Invalid volume: Cannot add volume ${volumeId} to group ${groupId} because`;
    const elsewhere: VolumeEvent = { type: 'VolumeGroupJoined', data: { group_id: 'g2', change_id: 'c2' } };
    given(volumeAggregate, [...availableVolume, elsewhere])
      .when(join)
      .thenThrows('InvalidVolume', `${begin} it is already in group g2.`);
    given(volumeAggregate, [...availableVolume, statusReset('error')])
      .when(join)
      .thenThrows(
        'InvalidVolume',
        `${begin} volume is in an invalid state: error. Valid states are: ('available', 'in-use').`,
      );
    given(volumeAggregate, [...availableVolume, { type: 'VolumeDeleted', data: {} }])
      .when(join)
      .thenThrows('InvalidVolume', `${begin} volume cannot be found.`);
  });
});

describe('A volume in a group', () => {
  const refused = (code: 'InvalidVolume', decide: (state: VolumeState | null) => readonly VolumeEvent[]) => {
    expect(given(volumeAggregate, [...inGroup, left]).when(decide)).toBeDefined();
    const { state } = given(volumeAggregate, inGroup);
    expect(() => decide(state)).toThrow(expect.objectContaining({ code }) as Error);
  };

  it.each([
    { cascade: false, force: false },
    { cascade: true, force: true },
  ])('is not deleted alone, with %j', (options) => {
    refused('InvalidVolume', (state) => requestDelete(state, volumeId, options));
  });

  it('is not retyped, migrated or given away alone', () => {
    const retype = { retypeId: 'r', type: { id: 'gold', name: 'gold' }, migrationPolicy: 'never' } as const;
    refused('InvalidVolume', (state) => requestRetype(state, volumeId, retype));
    const migration = { migrationId: 'm', host: 'block-1@other#other', lockVolume: false };
    refused('InvalidVolume', (state) => requestMigration(state, volumeId, migration));
    refused('InvalidVolume', (state) => offerVolume(state, volumeId, 'a transfer'));
  });

  it('is deleted with its group, in any status, but not while it is attached or has snapshots', () => {
    const withGroup = (state: VolumeState | null): VolumeEvent[] => deleteWithGroup(state, groupId);
    given(volumeAggregate, [...inGroup, statusReset('extending')])
      .when(withGroup)
      .then([{ type: 'VolumeDeletionRequested', data: { cascade: false, force: true } }])
      .when(withGroup)
      .thenNothing();
    for (const more of [attached, snapshotAdded]) {
      const { state } = given(volumeAggregate, [...inGroup, more]);
      expect(() => withGroup(state)).toThrow('Invalid volume: Volume  must not be migrating, attached');
    }
    given(volumeAggregate, availableVolume).when(withGroup).thenNothing();
  });

  it('is news for its group when it is made, or cannot be made or deleted', () => {
    const requested = volumeRequested({ group_id: groupId });
    const waiting = (...history: readonly VolumeEvent[]) =>
      groupWaitingFor('volume', given(volumeAggregate, history).state);
    expect(waiting(requested)).toBeNull();
    expect(waiting(requested, volumeCreated())).toEqual({ id: groupId, step: 'createMembers' });
    const failed: VolumeEvent = { type: 'VolumeCreateFailed', data: { reason: 'no room' } };
    expect(waiting(requested, failed)).toEqual({ id: groupId, step: 'createMembers' });
    const stuck: VolumeEvent = { type: 'VolumeDeletionFailed', data: { reason: 'busy' } };
    expect(waiting(requested, volumeCreated(), stuck)).toEqual({ id: groupId, step: 'deleteMembers' });
    expect(waiting(...availableVolume)).toBeNull();
    expect(groupWaitingFor('snapshot', {})).toBeNull();
  });
});
