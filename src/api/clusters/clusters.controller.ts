import { Controller } from '@nestjs/common';
import { DomainError, invalidInput } from '../../domain/shared/errors.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Body, Context, PathParam, Query, Route } from '../http/routing/decorators.js';
import { cleanUp, setCluster } from './clusters.schemas.js';

const filters = ['name', 'binary', 'is_up', 'disabled', 'num_hosts', 'num_down_hosts'];
const replicationFilters = ['replication_status', 'frozen', 'active_backend_id'];

const noSuchCluster = (name: string): DomainError =>
  new DomainError('ClusterNotFound', `Cluster ${name} could not be found.`);

/** There are no clusters here: any worker takes up what another one left. Lists are empty, all else is not found (spec 5.4). */
@Controller()
export class ClustersController {
  @Route({ method: 'GET', path: 'clusters', since: '3.7', status: 200, policy: 'clusters:get_all' })
  list(@Context() context: RequestContext, @Query() query: QueryString): object {
    return this.#none(context, query);
  }

  @Route({ method: 'GET', path: 'clusters/detail', since: '3.7', status: 200, policy: 'clusters:get_all' })
  detail(@Context() context: RequestContext, @Query() query: QueryString): object {
    return this.#none(context, query);
  }

  @Route({ method: 'GET', path: 'clusters/:id', since: '3.7', status: 200, policy: 'clusters:get' })
  show(@PathParam() name: string): never {
    throw noSuchCluster(name);
  }

  @Route({
    method: 'PUT',
    path: 'clusters/enable',
    since: '3.7',
    status: 200,
    policy: 'clusters:update',
    body: setCluster,
  })
  enable(@Body() { name }: { readonly name: string }): never {
    throw noSuchCluster(name);
  }

  @Route({
    method: 'PUT',
    path: 'clusters/disable',
    since: '3.7',
    status: 200,
    policy: 'clusters:update',
    body: setCluster,
  })
  disable(@Body() { name }: { readonly name: string }): never {
    throw noSuchCluster(name);
  }

  /** Nothing waits for it: whoever comes up next takes up what was left. */
  @Route({
    method: 'POST',
    path: 'workers/cleanup',
    since: '3.24',
    status: 202,
    policy: 'workers:cleanup',
    body: cleanUp,
  })
  cleanUp(): object {
    return { cleaning: [], unavailable: [] };
  }

  #none({ microversion }: RequestContext, query: QueryString): object {
    const known = microversion.atLeast('3.26') ? [...filters, ...replicationFilters] : filters;
    const unknown = query.keys().filter((key) => !known.includes(key));
    if (unknown.length > 0) throw invalidInput(`Invalid filter keys: ${unknown.join(', ')}`);
    return { clusters: [] };
  }
}
