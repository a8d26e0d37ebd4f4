import { Command } from '@nestjs/cqrs';
import type { QosSpecsToCreate } from '../../domain/type-catalogue/qos-specs.decide.js';
import type { QosSpecs } from '../../domain/type-catalogue/type-catalogue.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of POST /qos-specs. */
export type QosSpecsInput = Omit<QosSpecsToCreate, 'qos_specs_id'>;

export class CreateQosSpecs extends Command<QosSpecs> {
  constructor(
    readonly context: CommandContext,
    readonly input: QosSpecsInput,
  ) {
    super();
  }
}
