import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { setLimits } from '../../domain/quota/limits.decide.js';
import { withCheckpoint } from '../../domain/quota/quota.decide.js';
import { quotaAggregate } from '../../domain/quota/quota.state.js';
import { asRecorded } from '../../domain/type-catalogue/quota-names.js';
import { AggregateStore } from '../aggregate-store.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { VolumeTypes } from '../volume-types.js';
import { SetQuotaLimits } from './set-quota-limits.command.js';

/** PUT /os-quota-sets/{project}. Any text is a project id: nobody asks Keystone. */
@CommandHandler(SetQuotaLimits)
export class SetQuotaLimitsHandler implements ICommandHandler<SetQuotaLimits> {
  constructor(
    private readonly store: AggregateStore,
    private readonly written: ReadYourWrites,
    private readonly types: VolumeTypes,
  ) {}

  async execute({ context, projectId, limits }: SetQuotaLimits): Promise<void> {
    const recorded = asRecorded(limits, await this.types.catalogue());
    const { position } = await this.store.execute(quotaAggregate, projectId, context, (state, revision) =>
      withCheckpoint(state, setLimits(state, recorded), revision),
    );
    await this.written.passed(position);
  }
}
