import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { FreezeBackend } from '../../commands/freeze-backend/freeze-backend.command.js';
import { clusterOrHost } from '../http/body/cluster-or-host.js';
import { invalidInput, invalidParameterValue } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { PolicyRule } from '../http/identity/policies.js';
import { authorize } from '../http/identity/policy-check.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { Body, Context, Route } from '../http/routing/decorators.js';
import { failOver, freezeBackend } from './frozen-backends.schemas.js';
import { SERVICE_READER, type ServiceReader } from './service-reader.js';

interface BackendBody {
  readonly host?: string | null;
  readonly cluster?: string | null;
}

/** The backend that is meant; there are no clusters, so one is as unknown as any (spec 5.4). */
const hostOf = (context: RequestContext, body: BackendBody): string => {
  const named = clusterOrHost(body, context, '3.26');
  if (named !== body.host) throw invalidParameterValue(`No service found with cluster=${named}`);
  return named;
};

/** Keeps a volume backend from being changed, for as long as an administrator wants. */
@Controller()
export class FrozenBackendsController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(SERVICE_READER) private readonly reader: ServiceReader,
  ) {}

  @Route({
    method: 'PUT',
    path: 'os-services/freeze',
    status: 200,
    policy: 'volume_extension:services:update',
    body: freezeBackend,
    empty: 'html',
  })
  freeze(@Context() context: RequestContext, @Body() body: BackendBody): Promise<void> {
    return this.#set(context, body, true, 'volume:freeze_host');
  }

  @Route({
    method: 'PUT',
    path: 'os-services/thaw',
    status: 200,
    policy: 'volume_extension:services:update',
    body: freezeBackend,
    empty: 'html',
  })
  thaw(@Context() context: RequestContext, @Body() body: BackendBody): Promise<void> {
    return this.#set(context, body, false, 'volume:thaw_host');
  }

  /** No backend here has another one to fail over to. */
  @Route({
    method: 'PUT',
    path: 'os-services/failover_host',
    status: 202,
    policy: 'volume_extension:services:update',
    body: failOver,
    empty: 'html',
  })
  async failOver(@Context() context: RequestContext, @Body() body: BackendBody): Promise<never> {
    const host = hostOf(context, body);
    authorize('volume:failover_host', context);
    const services = await this.reader.services();
    if (!services.some((service) => service.binary === 'cinder-volume' && service.host === host)) {
      throw invalidParameterValue(`No service found with host=${host}`);
    }
    throw invalidInput(
      `replication_status in ${host} must be enabled or failed-over and must be up to failover.`,
    );
  }

  async #set(context: RequestContext, body: BackendBody, frozen: boolean, rule: PolicyRule): Promise<void> {
    const host = hostOf(context, body);
    authorize(rule, context);
    await this.commands.execute(new FreezeBackend(commandContext(context), host, frozen));
  }
}
