import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { SetQuotaClassLimits } from '../../commands/set-quota-class-limits/set-quota-class-limits.command.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { Body, Context, PathParam, Route } from '../http/routing/decorators.js';
import { QUOTA_READER, type QuotaReader } from './quota-reader.js';
import { checkName, classLimits, type QuotaMembers } from './quota-sets.input.js';
import { updateQuotaClassSet } from './quota-sets.schemas.js';

@Controller()
export class QuotaClassSetsController {
  constructor(
    @Inject(QUOTA_READER) private readonly reader: QuotaReader,
    private readonly commands: CommandBus,
  ) {}

  /** A class that is unknown shows the defaults (spec 5.3). */
  @Route({
    method: 'GET',
    path: 'os-quota-class-sets/:id',
    status: 200,
    policy: 'volume_extension:quota_classes:get',
  })
  async show(@PathParam() name: string): Promise<object> {
    return { quota_class_set: { ...(await this.reader.ofClass(name)), id: name } };
  }

  /** Answers without the id, unlike GET. The class `default` counts for every project without limits of its own. */
  @Route({
    method: 'PUT',
    path: 'os-quota-class-sets/:id',
    status: 200,
    policy: 'volume_extension:quota_classes:update',
    body: updateQuotaClassSet,
  })
  async update(
    @PathParam() name: string,
    @Context() context: RequestContext,
    @Body() body: { readonly quota_class_set: QuotaMembers },
  ): Promise<object> {
    checkName(name, 'quota_class_name');
    const limits = classLimits(body.quota_class_set, await this.reader.defaults());
    await this.commands.execute(new SetQuotaClassLimits(commandContext(context), name, limits));
    return { quota_class_set: await this.reader.ofClass(name) };
  }
}
