import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  SetServiceStatus,
  type ServiceStatus,
} from '../../commands/set-service-status/set-service-status.command.js';
import { invalidInput } from '../../domain/shared/errors.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Body, Context, Query, Route } from '../http/routing/decorators.js';
import { SERVICE_READER, type Service, type ServiceReader } from './service-reader.js';
import { disableWithReason, setServiceStatus } from './services.schemas.js';
import { serviceView } from './services.view.js';

/** A host filter names a host or one of its backends: `h` also finds `h@b`. */
const isOn = (service: Service, host: string): boolean =>
  service.host === host || service.host.startsWith(`${host}@`);

interface ServiceBody {
  readonly host?: string;
  readonly binary?: string;
  readonly service?: string;
  readonly disabled_reason?: string;
}

@Controller()
export class ServicesController {
  constructor(
    @Inject(SERVICE_READER) private readonly reader: ServiceReader,
    private readonly commands: CommandBus,
  ) {}

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

  @Route({
    method: 'PUT',
    path: 'os-services/enable',
    status: 200,
    policy: 'volume_extension:services:update',
    body: setServiceStatus,
  })
  enable(@Context() context: RequestContext, @Body() body: ServiceBody): Promise<object> {
    return this.#set(context, body, { disabled: false, disabled_reason: null });
  }

  @Route({
    method: 'PUT',
    path: 'os-services/disable',
    status: 200,
    policy: 'volume_extension:services:update',
    body: setServiceStatus,
  })
  disable(@Context() context: RequestContext, @Body() body: ServiceBody): Promise<object> {
    return this.#set(context, body, { disabled: true, disabled_reason: null });
  }

  @Route({
    method: 'PUT',
    path: 'os-services/disable-log-reason',
    status: 200,
    policy: 'volume_extension:services:update',
    body: disableWithReason,
  })
  async disableWithReason(@Context() context: RequestContext, @Body() body: ServiceBody): Promise<object> {
    const disabled_reason = body.disabled_reason ?? null;
    const answer = await this.#set(context, body, { disabled: true, disabled_reason });
    return { ...answer, disabled_reason };
  }

  /** The rows that "service" and "binary" name are the same; "binary" wins (spec 5.4). */
  async #set(context: RequestContext, body: ServiceBody, status: ServiceStatus): Promise<object> {
    if (!body.host) throw invalidInput('Host field is missing.');
    const { host, binary = body.service ?? '' } = body;
    await this.commands.execute(new SetServiceStatus(commandContext(context), binary, host, status));
    const { disabled } = status;
    return { host, service: '', binary, status: disabled ? 'disabled' : 'enabled', disabled };
  }
}
