import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { setFrozen } from '../../domain/service/service.decide.js';
import { serviceAggregate, serviceId } from '../../domain/service/service.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { KnownServices } from '../known-services.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { FreezeBackend } from './freeze-backend.command.js';

const binary = 'cinder-volume';

@CommandHandler(FreezeBackend)
export class FreezeBackendHandler implements ICommandHandler<FreezeBackend> {
  constructor(
    private readonly store: AggregateStore,
    private readonly services: KnownServices,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, host, frozen }: FreezeBackend): Promise<void> {
    await this.services.requireBackend(host);
    const { position } = await this.store.execute(
      serviceAggregate,
      serviceId(binary, host),
      context,
      (state) => setFrozen(state, { binary, host }, frozen),
    );
    await this.written.passed(position);
  }
}
