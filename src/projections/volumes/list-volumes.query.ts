import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import { listLive } from '../listing/list-live.js';
import type { ListQuery, ListResult, ListScope } from '../listing/list-query.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';
import { calledNow } from '../volume-types/called-now.js';
import { volumesListing } from './volumes.listing.js';

/** Live volumes, as they are at the head of the log. */
export class ListVolumes extends Query<ListResult<VolumeState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
  ) {
    super();
  }
}

@QueryHandler(ListVolumes)
export class ListVolumesHandler implements IQueryHandler<ListVolumes> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ scope, query }: ListVolumes): Promise<ListResult<VolumeState>> {
    await this.runner.catchUp();
    const found: ListResult<VolumeState> = listLive(this.model, volumesListing, scope, query);
    if (found.kind !== 'page') return found;
    return { ...found, items: found.items.map(calledNow(this.model)) };
  }
}
