import { Controller, Inject } from '@nestjs/common';
import type { RequestContext } from '../http/identity/request-context.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Context, Query, Route } from '../http/routing/decorators.js';
import { SERVICE_READER, type Service, type ServiceReader } from './service-reader.js';
import { serviceView } from './services.view.js';

/** A host filter names a host or one of its backends: `h` also finds `h@b`. */
const isOn = (service: Service, host: string): boolean =>
  service.host === host || service.host.startsWith(`${host}@`);

@Controller()
export class ServicesController {
  constructor(@Inject(SERVICE_READER) private readonly reader: ServiceReader) {}

  @Route({ method: 'GET', path: 'os-services', status: 200, policy: 'volume_extension:services:index' })
  async list(@Context() context: RequestContext, @Query() query: QueryString): Promise<object> {
    const host = query.get('host');
    const binary = query.get('binary');
    const services = await this.reader.services();
    const found = services.filter(
      (service) =>
        (host === undefined || isOn(service, host)) && (binary === undefined || service.binary === binary),
    );
    return { services: found.map((service) => serviceView(service, context.microversion)) };
  }
}
