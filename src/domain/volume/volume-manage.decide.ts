import type { VolumeEvent } from './volume.events.js';
import { requestDelete } from './volume-deletion.decide.js';
import type { VolumeState } from './volume.state.js';

type Data<T extends VolumeEvent['type']> = Extract<VolumeEvent, { type: T }>['data'];
export type VolumeToManage = Data<'VolumeManageRequested'>;

export const requestManage = (volume: VolumeToManage): VolumeEvent[] => [
  { type: 'VolumeManageRequested', data: volume },
];

const managing = (state: VolumeState | null) =>
  state === null || state.deleted_at !== null || state.deletion !== null ? null : state.managing;

/** The first look counts. */
export const recordFound = (state: VolumeState | null, found: Data<'VolumeManageLocated'>): VolumeEvent[] =>
  managing(state)?.found === null ? [{ type: 'VolumeManageLocated', data: found }] : [];

export const completeManage = (state: VolumeState | null): VolumeEvent[] => {
  const under = managing(state);
  if (under === null || under.found === null || state === null || state.planned_host === null) return [];
  return [{ type: 'VolumeManaged', data: { size: under.found.size, host: state.planned_host } }];
};

export const failManage = (state: VolumeState | null, reason: string): VolumeEvent[] =>
  managing(state) === null ? [] : [{ type: 'VolumeManageFailed', data: { reason } }];

/** Under the conditions of a plain delete, as in Cinder. */
export const requestUnmanage = (state: VolumeState | null, id: string): VolumeEvent[] =>
  requestDelete(state, id, { cascade: false, force: false }).map(() => ({
    type: 'VolumeUnmanageRequested',
    data: {},
  }));
