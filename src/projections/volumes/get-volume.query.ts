import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import { LiveAggregates } from '../history/live-aggregates.js';
import { ReadModel } from '../store/read-model.js';
import { calledNow } from '../volume-types/called-now.js';
import { volumesTable } from './volumes.table.js';

/** A live volume, or null when there is none or it was deleted. */
export class GetVolume extends Query<VolumeState | null> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetVolume)
export class GetVolumeHandler implements IQueryHandler<GetVolume> {
  constructor(
    private readonly live: LiveAggregates,
    private readonly model: ReadModel,
  ) {}

  async execute({ id }: GetVolume): Promise<VolumeState | null> {
    const volume = await this.live.find(volumesTable, id);
    return volume === null ? null : calledNow(this.model)(volume);
  }
}
