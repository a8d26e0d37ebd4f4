import { Command } from '@nestjs/cqrs';
import type { QuotaLimits } from '../../domain/quota/quota.state.js';
import type { CommandContext } from '../command-context.js';

/** Limits for a project, resource names already known; the others keep theirs. */
export class SetQuotaLimits extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly projectId: string,
    readonly limits: QuotaLimits,
  ) {
    super();
  }
}
