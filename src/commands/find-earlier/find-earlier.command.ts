import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';
import type { Answers } from '../idempotency/earlier-answers.js';
import type { RequestKind } from '../idempotency/key-ids.js';

/** What an earlier request with the same key was answered; null when there was none. */
export class FindEarlier<K extends RequestKind> extends Command<Answers[K] | null> {
  constructor(
    readonly context: CommandContext,
    readonly kind: K,
  ) {
    super();
  }
}
