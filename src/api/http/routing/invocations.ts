import { Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ExternalContextCreator } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Handler } from './controllers.js';

/** Calls a handler with what its parameters' decorators take from the request. */
export type Invoke = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Our parameter decorators carry their own factories; Nest's would need its router. */
const onlyOurDecorators = {
  exchangeKeyForValue: (): never => {
    throw new Error("A handler takes its arguments by this layer's decorators, not by Nest's.");
  },
};

/** Makes handlers of controllers callable. What else Nest's router could do for them, no call of this API needs. */
@Injectable()
export class Invocations {
  constructor(private readonly contexts: ExternalContextCreator) {}

  of({ instance, method }: Pick<Handler<unknown>, 'instance' | 'method'>): Invoke {
    const handler = (instance as Record<string, (...args: unknown[]) => unknown>)[method];
    if (handler === undefined) throw new Error(`${instance.constructor.name} has no ${method}.`);
    return this.contexts.create(
      instance as never,
      handler,
      method,
      ROUTE_ARGS_METADATA,
      onlyOurDecorators,
      undefined,
      undefined,
      { guards: false, interceptors: false, filters: false },
      'http',
    ) as Invoke;
  }
}
