import { Command } from '@nestjs/cqrs';
import type { QosSpecsChanges } from '../../domain/type-catalogue/qos-specs.decide.js';
import type { CommandContext } from '../command-context.js';

export class UpdateQosSpecs extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly changes: QosSpecsChanges,
  ) {
    super();
  }
}
