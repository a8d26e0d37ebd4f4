import { Controller, Inject } from '@nestjs/common';
import { PathParam, Route } from '../http/routing/decorators.js';
import { QUOTA_USAGE_READER, type QuotaUsageReader } from './quota-reader.js';

@Controller()
export class QuotaClassSetsController {
  constructor(@Inject(QUOTA_USAGE_READER) private readonly reader: QuotaUsageReader) {}

  /** No class has limits of its own yet, and one that is unknown shows the defaults anyway (spec 5.3). */
  @Route({
    method: 'GET',
    path: 'os-quota-class-sets/:id',
    status: 200,
    policy: 'volume_extension:quota_classes:get',
  })
  async show(@PathParam() name: string): Promise<object> {
    return { quota_class_set: { ...(await this.reader.defaults()), id: name } };
  }
}
