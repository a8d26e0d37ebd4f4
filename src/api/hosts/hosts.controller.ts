import { Controller, Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { DomainError } from '../../domain/shared/errors.js';
import { HostUsage } from '../../projections/hosts/host-usage.query.js';
import { badRequest } from '../http/faults/http-fault.js';
import type { QueryString } from '../http/lists/query-string.js';
import { PathParam, Query, Route } from '../http/routing/decorators.js';
import { SERVICE_READER, type ServiceReader } from '../services/service-reader.js';
import { hostUsageView, hostView } from './hosts.view.js';

/** The oldest way to look at services: by host (spec 5.4). */
@Controller()
export class HostsController {
  constructor(
    @Inject(SERVICE_READER) private readonly reader: ServiceReader,
    private readonly queries: QueryBus,
  ) {}

  @Route({ method: 'GET', path: 'os-hosts', status: 200, policy: 'volume_extension:hosts' })
  async list(@Query() query: QueryString): Promise<object> {
    const zone = query.get('zone');
    const binary = query.get('service');
    const services = await this.reader.services();
    const found = services.filter(
      (service) =>
        !service.disabled &&
        (zone === undefined || service.zone === zone) &&
        (binary === undefined || service.binary === binary),
    );
    return { hosts: found.map(hostView) };
  }

  /** Of volume backends only: nothing lies anywhere else. */
  @Route({ method: 'GET', path: 'os-hosts/:id', status: 200, policy: 'volume_extension:hosts' })
  async show(@PathParam() host: string): Promise<object> {
    const services = await this.reader.services();
    if (!services.some((service) => service.binary === 'cinder-volume' && service.host === host)) {
      throw new DomainError('ServiceNotFound', `Service cinder-volume could not be found on host ${host}.`);
    }
    return { host: hostUsageView(host, await this.queries.execute(new HostUsage(host))) };
  }

  /** Cinder never got to write it, and fails with a 500. */
  @Route({ method: 'PUT', path: 'os-hosts/:id', status: 200, policy: 'volume_extension:hosts' })
  update(): never {
    throw badRequest('Hosts cannot be updated. Enable or disable their services instead.');
  }
}
