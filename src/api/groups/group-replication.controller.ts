import { Controller, Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { replicationRefusal } from '../../domain/group/group-replication.decide.js';
import { GetGroup } from '../../projections/groups/get-group.query.js';
import { GROUP_TYPE_READER, type GroupTypeReader } from '../group-types/group-type.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { Action, Context, PathParam, RowPolicy, type RowAuthorizer } from '../http/routing/decorators.js';
import {
  disableReplication,
  enableReplication,
  failoverReplication,
  listReplicationTargets,
} from './groups.schemas.js';
import { visibleGroup } from './visible-group.js';

interface Asked {
  readonly id: string;
  readonly context: RequestContext;
  readonly authorize: RowAuthorizer;
}

/** No backend here replicates anything: each of these is refused, for the reason that Cinder would give. */
@Controller()
export class GroupReplicationController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(GROUP_TYPE_READER) private readonly types: GroupTypeReader,
  ) {}

  @Action({
    on: 'groups',
    name: 'enable_replication',
    since: '3.38',
    status: 202,
    policy: 'group:enable_replication',
    enforce: 'row',
    body: enableReplication,
  })
  enable(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<never> {
    return this.#refuse('enable', { id, context, authorize });
  }

  @Action({
    on: 'groups',
    name: 'disable_replication',
    since: '3.38',
    status: 202,
    policy: 'group:disable_replication',
    enforce: 'row',
    body: disableReplication,
  })
  disable(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<never> {
    return this.#refuse('disable', { id, context, authorize });
  }

  @Action({
    on: 'groups',
    name: 'failover_replication',
    since: '3.38',
    status: 202,
    policy: 'group:failover_replication',
    enforce: 'row',
    body: failoverReplication,
  })
  failover(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<never> {
    return this.#refuse('failover', { id, context, authorize });
  }

  @Action({
    on: 'groups',
    name: 'list_replication_targets',
    since: '3.38',
    status: 200,
    policy: 'group:list_replication_targets',
    enforce: 'row',
    body: listReplicationTargets,
  })
  targets(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<never> {
    return this.#refuse('list targets of', { id, context, authorize });
  }

  async #refuse(
    verb: Parameters<typeof replicationRefusal>[2],
    { id, context, authorize }: Asked,
  ): Promise<never> {
    const group = visibleGroup(await this.queries.execute(new GetGroup(id)), context, id);
    authorize(group.project_id);
    const { group_types } = await this.types.catalogue();
    throw replicationRefusal(group, group_types[group.group_type_id]?.group_specs ?? {}, verb);
  }
}
