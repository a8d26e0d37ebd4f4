import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answers } from '../idempotency/earlier-answers.js';
import { EarlierRequests } from '../idempotency/earlier-requests.js';
import type { RequestKind } from '../idempotency/key-ids.js';
import { FindEarlier } from './find-earlier.command.js';

/** Before any check of the request: what it names may be gone or busy by now, because of the first one. */
@CommandHandler(FindEarlier)
export class FindEarlierHandler implements ICommandHandler<FindEarlier<RequestKind>> {
  constructor(private readonly requests: EarlierRequests) {}

  async execute({ context, kind }: FindEarlier<RequestKind>): Promise<Answers[RequestKind] | null> {
    return context.idempotency === undefined ? null : (await this.requests.find(context, kind)).earlier;
  }
}
