import { Controller } from '@nestjs/common';
import { DomainError } from '../../domain/shared/errors.js';
import { hiddenByMicroversion } from '../http/faults/http-fault.js';
import { PathParam, Route } from '../http/routing/decorators.js';

const noSuchSnapshot = (id: string): DomainError =>
  new DomainError('GroupSnapshotNotFound', `GroupSnapshot ${id} could not be found.`);
const rule = 'group:get_all_group_snapshots';

/** As of groups, there are none (spec 5.8). */
@Controller()
export class GroupSnapshotsController {
  @Route({ method: 'GET', path: 'group_snapshots', since: '3.14', status: 200, policy: rule })
  list(): object {
    return { group_snapshots: [] };
  }

  @Route({ method: 'GET', path: 'group_snapshots/detail', since: '3.14', status: 200, policy: rule })
  detail(): object {
    return { group_snapshots: [] };
  }

  @Route({
    method: 'POST',
    path: 'group_snapshots',
    since: '3.14',
    status: 202,
    policy: 'group:create_group_snapshot',
  })
  create(): never {
    throw hiddenByMicroversion();
  }

  @Route({ method: 'GET', path: 'group_snapshots/:id', since: '3.14', status: 200, policy: null })
  show(@PathParam() id: string): never {
    throw noSuchSnapshot(id);
  }

  @Route({ method: 'DELETE', path: 'group_snapshots/:id', since: '3.14', status: 202, policy: null })
  delete(@PathParam() id: string): never {
    throw noSuchSnapshot(id);
  }

  @Route({ method: 'POST', path: 'group_snapshots/:id/action', since: '3.19', status: 202, policy: null })
  act(@PathParam() id: string): never {
    throw noSuchSnapshot(id);
  }
}
