import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { createQosSpecs, existingQosSpecs } from '../../domain/type-catalogue/qos-specs.decide.js';
import type { QosSpecs } from '../../domain/type-catalogue/type-catalogue.state.js';
import { IDS } from '../tokens.js';
import { VolumeTypes } from '../volume-types.js';
import { CreateQosSpecs } from './create-qos-specs.command.js';

@CommandHandler(CreateQosSpecs)
export class CreateQosSpecsHandler implements ICommandHandler<CreateQosSpecs> {
  constructor(
    private readonly types: VolumeTypes,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context, input }: CreateQosSpecs): Promise<QosSpecs> {
    const qos_specs_id = this.ids.next();
    const given = { qos_specs_id, ...input };
    const catalogue = await this.types.change(context, (now) => createQosSpecs(now, given));
    return existingQosSpecs(catalogue, qos_specs_id);
  }
}
