import { Command } from '@nestjs/cqrs';
import type { QuotaLimits } from '../../domain/quota/quota.state.js';
import type { CommandContext } from '../command-context.js';

/** Limits for a class, resource names already known; the others keep theirs. */
export class SetQuotaClassLimits extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly className: string,
    readonly limits: QuotaLimits,
  ) {
    super();
  }
}
