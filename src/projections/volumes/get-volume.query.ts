import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import { LiveAggregates } from '../history/live-aggregates.js';
import { volumesTable } from './volumes.table.js';

/** A live volume, or null when there is none or it was deleted. */
export class GetVolume extends Query<VolumeState | null> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetVolume)
export class GetVolumeHandler implements IQueryHandler<GetVolume> {
  constructor(private readonly live: LiveAggregates) {}

  execute({ id }: GetVolume): Promise<VolumeState | null> {
    return this.live.find(volumesTable, id);
  }
}
