import { Query } from '@nestjs/cqrs';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import type { ListQuery, ListResult, ListScope } from '../listing/list-query.js';

/** Live volumes, as they are at the head of the log. */
export class ListVolumes extends Query<ListResult<VolumeState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
  ) {
    super();
  }
}
