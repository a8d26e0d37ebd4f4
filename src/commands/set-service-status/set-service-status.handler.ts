import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { setServiceStatus } from '../../domain/service/service.decide.js';
import { serviceAggregate, serviceId } from '../../domain/service/service.state.js';
import { DomainError } from '../../domain/shared/errors.js';
import { AggregateStore } from '../aggregate-store.js';
import { KnownServices } from '../known-services.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { SetServiceStatus } from './set-service-status.command.js';

@CommandHandler(SetServiceStatus)
export class SetServiceStatusHandler implements ICommandHandler<SetServiceStatus> {
  constructor(
    private readonly store: AggregateStore,
    private readonly services: KnownServices,
    private readonly written: ReadYourWrites,
  ) {}

  /** @throws ServiceNotFound (spec/api-core.md 5.4) */
  async execute({ context, binary, host, status }: SetServiceStatus): Promise<void> {
    const known = await this.services.list();
    if (!known.some((service) => service.binary === binary && service.host === host)) {
      throw new DomainError('ServiceNotFound', `Service ${binary} could not be found on host ${host}.`);
    }
    const id = serviceId(binary, host);
    const { position } = await this.store.execute(serviceAggregate, id, context, (state) =>
      setServiceStatus(state, { binary, host }, status),
    );
    await this.written.passed(position);
  }
}
