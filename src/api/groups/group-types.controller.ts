import { Controller } from '@nestjs/common';
import { DomainError } from '../../domain/shared/errors.js';
import { hiddenByMicroversion } from '../http/faults/http-fault.js';
import { PathParam, Route } from '../http/routing/decorators.js';

const noSuchType = (id: string): DomainError =>
  new DomainError('GroupTypeNotFound', `Group type ${id} could not be found.`);
const specs = 'group_types/:id/group_specs';

/** Without groups there are no types of them (spec 5.8). */
@Controller()
export class GroupTypesController {
  @Route({ method: 'GET', path: 'group_types', since: '3.11', status: 200, policy: null })
  list(): object {
    return { group_types: [] };
  }

  @Route({
    method: 'POST',
    path: 'group_types',
    since: '3.11',
    status: 202,
    policy: 'group:group_types:create',
  })
  create(): never {
    throw hiddenByMicroversion();
  }

  @Route({ method: 'GET', path: 'group_types/:id', since: '3.11', status: 200, policy: null })
  show(@PathParam() id: string): never {
    throw noSuchType(id);
  }

  @Route({
    method: 'PUT',
    path: 'group_types/:id',
    since: '3.11',
    status: 200,
    policy: 'group:group_types:update',
  })
  update(@PathParam() id: string): never {
    throw noSuchType(id);
  }

  @Route({
    method: 'DELETE',
    path: 'group_types/:id',
    since: '3.11',
    status: 202,
    policy: 'group:group_types:delete',
  })
  delete(@PathParam() id: string): never {
    throw noSuchType(id);
  }

  @Route({
    method: 'GET',
    path: specs,
    since: '3.11',
    status: 200,
    policy: 'group:group_types_specs:get_all',
  })
  listSpecs(@PathParam() id: string): never {
    throw noSuchType(id);
  }

  @Route({
    method: 'POST',
    path: specs,
    since: '3.11',
    status: 202,
    policy: 'group:group_types_specs:create',
  })
  createSpecs(@PathParam() id: string): never {
    throw noSuchType(id);
  }

  @Route({
    method: 'GET',
    path: `${specs}/:key`,
    since: '3.11',
    status: 200,
    policy: 'group:group_types_specs:get',
  })
  showSpec(@PathParam() id: string): never {
    throw noSuchType(id);
  }

  @Route({
    method: 'PUT',
    path: `${specs}/:key`,
    since: '3.11',
    status: 200,
    policy: 'group:group_types_specs:update',
  })
  updateSpec(@PathParam() id: string): never {
    throw noSuchType(id);
  }

  @Route({
    method: 'DELETE',
    path: `${specs}/:key`,
    since: '3.11',
    status: 202,
    policy: 'group:group_types_specs:delete',
  })
  deleteSpec(@PathParam() id: string): never {
    throw noSuchType(id);
  }
}
