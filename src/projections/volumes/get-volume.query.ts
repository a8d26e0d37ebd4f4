import { Query } from '@nestjs/cqrs';
import type { VolumeState } from '../../domain/volume/volume.state.js';

/** A live volume, or null when there is none or it was deleted. */
export class GetVolume extends Query<VolumeState | null> {
  constructor(readonly id: string) {
    super();
  }
}
