import { Command } from '@nestjs/cqrs';
import type { VerificationState } from '../../domain/verification/verification.state.js';
import type { CommandContext } from '../command-context.js';

/** Has every object checked that a restore of the backup would read. Answers the verification as it begins. */
export class VerifyBackup extends Command<VerificationState> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
  ) {
    super();
  }
}
