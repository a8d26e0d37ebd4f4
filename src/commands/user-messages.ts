import { Inject, Injectable } from '@nestjs/common';
import { raiseMessage, type MessageToRaise } from '../domain/message/message.decide.js';
import { messageAggregate } from '../domain/message/message.state.js';
import type { Clock } from '../domain/shared/clock.js';
import { StepNotDue } from '../domain/shared/step-not-due.js';
import { AggregateStore, AlreadyExists } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import { isPassing } from './failure.js';
import { CLOCK } from './tokens.js';
import { uuidV5 } from './uuid-v5.js';

/** Tells users why an operation failed (GET /messages). */
@Injectable()
export class UserMessages {
  constructor(
    private readonly store: AggregateStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * For a `catch`: users are told of what failed for good before its end is recorded, so that no crash keeps it from them. The
   * failure goes on. A step that is not due any more failed because its worker came late, which is nobody's business.
   */
  telling(
    isDue: () => Promise<boolean>,
    ...said: Parameters<UserMessages['raise']>
  ): (error: unknown) => Promise<never> {
    return async (error) => {
      const isOver = !isPassing(error) && !(error instanceof StepNotDue);
      if (isOver && (await isDue())) await this.raise(...said);
      throw error;
    };
  }

  /** `failure` names what failed; however often it is told, there is one message of it. */
  async raise(
    context: CommandContext,
    failure: string,
    message: Omit<MessageToRaise, 'message_id' | 'request_id'>,
  ): Promise<void> {
    const message_id = uuidV5(`message/${failure}`);
    const { request_id } = context;
    const events = raiseMessage({ ...message, message_id, request_id }, this.clock.now());
    try {
      await this.store.create(messageAggregate, message_id, context, events);
    } catch (error) {
      if (!(error instanceof AlreadyExists)) throw error;
    }
  }
}
