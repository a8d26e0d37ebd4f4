import type { CommandBus } from '@nestjs/cqrs';
import { FindEarlier } from '../../../commands/find-earlier/find-earlier.command.js';
import type { Answers } from '../../../commands/idempotency/earlier-answers.js';
import type { RequestKind } from '../../../commands/idempotency/key-ids.js';
import { commandContext } from './command-context.js';
import type { RequestContext } from './request-context.js';

/**
 * What the first request with this Idempotency-Key was answered. Asked before a handler's own checks: what the request names
 * may be busy or gone by now, because of the first one. Null for most requests, which have no key.
 */
export const earlierAnswer = async <K extends RequestKind>(
  commands: CommandBus,
  context: RequestContext,
  kind: K,
): Promise<Answers[K] | null> =>
  context.idempotency === undefined ? null : commands.execute(new FindEarlier(commandContext(context), kind));
