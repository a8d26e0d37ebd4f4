import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { removeLimits } from '../../domain/quota/limits.decide.js';
import { withCheckpoint } from '../../domain/quota/quota.decide.js';
import { quotaAggregate } from '../../domain/quota/quota.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { RemoveQuotaLimits } from './remove-quota-limits.command.js';

/** DELETE /os-quota-sets/{project}: usage stays, and a project without limits of its own is no error. */
@CommandHandler(RemoveQuotaLimits)
export class RemoveQuotaLimitsHandler implements ICommandHandler<RemoveQuotaLimits> {
  constructor(
    private readonly store: AggregateStore,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, projectId }: RemoveQuotaLimits): Promise<void> {
    const { position } = await this.store.execute(quotaAggregate, projectId, context, (state, revision) =>
      withCheckpoint(state, removeLimits(state), revision),
    );
    await this.written.passed(position);
  }
}
