import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { quotaClassAggregate, setClassLimits } from '../../domain/quota-class/quota-class.state.js';
import { asRecorded } from '../../domain/type-catalogue/quota-names.js';
import { AggregateStore } from '../aggregate-store.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { VolumeTypes } from '../volume-types.js';
import { SetQuotaClassLimits } from './set-quota-class-limits.command.js';

/** PUT /os-quota-class-sets/{class}. */
@CommandHandler(SetQuotaClassLimits)
export class SetQuotaClassLimitsHandler implements ICommandHandler<SetQuotaClassLimits> {
  constructor(
    private readonly store: AggregateStore,
    private readonly written: ReadYourWrites,
    private readonly types: VolumeTypes,
  ) {}

  async execute({ context, className, limits }: SetQuotaClassLimits): Promise<void> {
    const recorded = asRecorded(limits, await this.types.catalogue());
    const { position } = await this.store.execute(quotaClassAggregate, className, context, (state) =>
      setClassLimits(state, recorded),
    );
    await this.written.passed(position);
  }
}
