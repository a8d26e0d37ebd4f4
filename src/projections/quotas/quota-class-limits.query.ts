import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { QuotaClassState } from '../../domain/quota-class/quota-class.state.js';
import type { QuotaLimits } from '../../domain/quota/quota.state.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';

/** The limits that a class was given; none for a class that nobody has set. */
export class QuotaClassLimits extends Query<QuotaLimits> {
  constructor(readonly className: string) {
    super();
  }
}

@QueryHandler(QuotaClassLimits)
export class QuotaClassLimitsHandler implements IQueryHandler<QuotaClassLimits> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ className }: QuotaClassLimits): Promise<QuotaLimits> {
    await this.runner.catchUp();
    const row = this.model.get('SELECT state FROM quota_classes WHERE id = ?', [className]);
    if (row === undefined) return {};
    return (JSON.parse(String(row['state'])) as QuotaClassState).limits;
  }
}
