import { event } from '../shared/event.js';
import { record, text } from '../shared/schema.js';

/** `change_id` names the change of the group that did it; the volume remembers it, so that no late worker does it again. */
const change = { group_id: text, change_id: text } as const;

export const volumeGroupTypes = {
  VolumeGroupJoined: event('VolumeGroupJoined', 1, record(change)),
  VolumeGroupLeft: event('VolumeGroupLeft', 1, record(change)),
} as const;
