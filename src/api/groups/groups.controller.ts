import { Controller } from '@nestjs/common';
import { DomainError } from '../../domain/shared/errors.js';
import { hiddenByMicroversion } from '../http/faults/http-fault.js';
import { PathParam, Route } from '../http/routing/decorators.js';

const noSuchGroup = (id: string): DomainError =>
  new DomainError('GroupNotFound', `Group ${id} could not be found.`);

/** There are no groups here: their lists are empty, and none can be made (spec 5.8). */
@Controller()
export class GroupsController {
  @Route({ method: 'GET', path: 'groups', since: '3.13', status: 200, policy: 'group:get_all' })
  list(): object {
    return { groups: [] };
  }

  @Route({ method: 'GET', path: 'groups/detail', since: '3.13', status: 200, policy: 'group:get_all' })
  detail(): object {
    return { groups: [] };
  }

  @Route({ method: 'POST', path: 'groups', since: '3.13', status: 202, policy: 'group:create' })
  create(): never {
    throw hiddenByMicroversion();
  }

  @Route({ method: 'POST', path: 'groups/action', since: '3.14', status: 202, policy: 'group:create' })
  createFromSource(): never {
    throw hiddenByMicroversion();
  }

  @Route({ method: 'GET', path: 'groups/:id', since: '3.13', status: 200, policy: null })
  show(@PathParam() id: string): never {
    throw noSuchGroup(id);
  }

  @Route({ method: 'PUT', path: 'groups/:id', since: '3.13', status: 202, policy: null })
  update(@PathParam() id: string): never {
    throw noSuchGroup(id);
  }

  @Route({ method: 'POST', path: 'groups/:id/action', since: '3.13', status: 202, policy: null })
  act(@PathParam() id: string): never {
    throw noSuchGroup(id);
  }
}
