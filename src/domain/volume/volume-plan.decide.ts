import type { VolumeEvent } from './volume.events.js';
import type { VolumeState } from './volume.state.js';

/** The first plan counts; what is made already needs none. */
export const planVolume = (state: VolumeState | null, host: string): VolumeEvent[] =>
  state === null || state.deleted_at !== null || state.host !== null || state.planned_host !== null
    ? []
    : [{ type: 'VolumeScheduled', data: { host } }];
