import { volumeNotFound } from '../../domain/shared/errors.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import { allows } from '../http/identity/policy-check.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';

/** A volume as this caller may see it. Unlike elsewhere a refusal of the rule to read it is a 404 too (spec 1.9). */
export const visibleVolume = (
  found: VolumeState | null,
  context: RequestContext,
  id: string,
): VolumeState => {
  const volume = visibleRow(found, context, () => volumeNotFound(id));
  if (!allows('volume:get', context, volume.project_id)) throw volumeNotFound(id);
  return volume;
};
