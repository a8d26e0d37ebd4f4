import { Controller, Inject } from '@nestjs/common';
import { HttpFault } from '../http/faults/http-fault.js';
import { PathParam, Route } from '../http/routing/decorators.js';
import { POOL_READER, type PoolReader } from '../scheduler-stats/pool-reader.js';
import { SERVICE_READER, type ServiceReader } from '../services/service-reader.js';
import { capabilitiesView } from './capabilities.view.js';

@Controller()
export class CapabilitiesController {
  constructor(
    @Inject(SERVICE_READER) private readonly services: ServiceReader,
    @Inject(POOL_READER) private readonly pools: PoolReader,
  ) {}

  /** Without an envelope (spec 5.4). */
  @Route({ method: 'GET', path: 'capabilities/:id', status: 200, policy: 'volume_extension:capabilities' })
  async show(@PathParam() host: string): Promise<object> {
    const services = await this.services.services();
    const isThere = services.some(({ binary, host: name }) => binary === 'cinder-volume' && name === host);
    if (!isThere) throw new HttpFault('HTTPNotFound', `Can't find service: ${host}`);
    const pools = await this.pools.pools();
    const pool = pools.find(({ name }) => name.replace(/#.*/, '') === host);
    return capabilitiesView(host, pool?.capabilities ?? {});
  }
}
