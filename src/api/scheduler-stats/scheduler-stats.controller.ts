import { Controller, Inject } from '@nestjs/common';
import { fitsExtraSpecs, type ExtraSpecs } from '../../domain/scheduling/choose-backend.js';
import { findType } from '../../domain/type-catalogue/find-type.js';
import { badRequest } from '../http/faults/http-fault.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { QueryString } from '../http/lists/query-string.js';
import { resourceFilters } from '../http/lists/resource-filters.js';
import { Context, Query, Route } from '../http/routing/decorators.js';
import { VOLUME_TYPE_READER, type VolumeTypeReader } from '../types/volume-type.js';
import { POOL_READER, type Pool, type PoolReader } from './pool-reader.js';

/** This list keeps its allow-list for administrators too, from 3.31 on (spec 1.10). */
const checkFilters = (query: QueryString, context: RequestContext): void => {
  if (!context.microversion.atLeast('3.31')) return;
  const known: readonly string[] = ['detail', ...resourceFilters.pool];
  const invalid = query.keys().filter((key) => !known.includes(key));
  if (invalid.length > 0) {
    throw badRequest(`Invalid filters ${invalid.join(',')} are found in query options.`);
  }
};

@Controller()
export class SchedulerStatsController {
  constructor(
    @Inject(POOL_READER) private readonly reader: PoolReader,
    @Inject(VOLUME_TYPE_READER) private readonly types: VolumeTypeReader,
  ) {}

  @Route({
    method: 'GET',
    path: 'scheduler-stats/get_pools',
    status: 200,
    policy: 'scheduler_extension:scheduler_stats:get_pools',
  })
  async pools(@Context() context: RequestContext, @Query() query: QueryString): Promise<object> {
    const detail = query.boolean('detail');
    checkFilters(query, context);
    const pools = await this.#found(context, query);
    return { pools: pools.map(({ name, capabilities }) => (detail ? { name, capabilities } : { name })) };
  }

  async #found(context: RequestContext, query: QueryString): Promise<readonly Pool[]> {
    const name = context.microversion.atLeast('3.28') ? query.get('name') : undefined;
    const type = context.microversion.atLeast('3.35') ? query.get('volume_type') : undefined;
    const specs = type === undefined ? {} : await this.#specs(type, context);
    const pools = await this.reader.pools();
    return pools.filter((pool) => (name === undefined || pool.name === name) && fitsExtraSpecs(pool, specs));
  }

  /** What volumes of the type ask of a pool. */
  async #specs(type: string, context: RequestContext): Promise<ExtraSpecs> {
    const { extra_specs } = findType(await this.types.catalogue(), type, context);
    return Object.fromEntries(Object.entries(extra_specs).map(([key, value]) => [key, value ?? '']));
  }
}
