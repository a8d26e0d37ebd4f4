import { Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ExternalContextCreator } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actionName, checkContentType, parseBody } from '../body/request-body.js';
import { FaultWriter } from '../faults/fault-writer.js';
import { admitCall, admitVersion, rawBodyOf } from './admission.js';
import { answerPayload } from './answer.js';
import type { ActionHandler } from './controllers.js';
import type { ActionSpec } from './route-spec.js';

type Invoke = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

interface BoundAction {
  readonly spec: ActionSpec;
  readonly invoke: Invoke;
}

/** Our parameter decorators carry their own factories; Nest's would need its router. */
const onlyOurDecorators = {
  exchangeKeyForValue: (): never => {
    throw new Error("An action takes its arguments by this layer's decorators, not by Nest's.");
  },
};

/** Serves `POST /v3/<collection>/{id}/action`: the body, not the path, says which handler runs. */
@Injectable()
export class Actions {
  constructor(
    private readonly contexts: ExternalContextCreator,
    private readonly faults: FaultWriter,
  ) {}

  register(fastify: FastifyInstance, handlers: readonly ActionHandler[]): void {
    const byCollection = Map.groupBy(handlers, ({ spec }) => spec.on);
    for (const [collection, own] of byCollection) {
      const actions = new Map(own.map((handler) => [handler.spec.name, this.#bind(handler)]));
      fastify.post(`/v3/${collection}/:id/action`, (request, reply) => this.#serve(actions, request, reply));
    }
  }

  #bind({ spec, instance, method }: ActionHandler): BoundAction {
    const handler = (instance as Record<string, (...args: unknown[]) => unknown>)[method];
    if (handler === undefined) throw new Error(`${instance.constructor.name} has no ${method}.`);
    const invoke = this.contexts.create(
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
    return { spec, invoke };
  }

  async #serve(
    actions: ReadonlyMap<string, BoundAction>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      admitVersion(request, reply);
      const raw = rawBodyOf(request);
      checkContentType(raw);
      const body = parseBody(raw);
      const action = actions.get(actionName(body, (name) => actions.has(name)));
      if (action === undefined) throw new Error('actionName() names known actions only.');
      admitCall(request, action.spec, body);
      const value = await action.invoke(request, reply);
      return reply.code(action.spec.status).send(answerPayload(request, reply, action.spec, value));
    } catch (error) {
      return this.faults.write(error, request, reply);
    }
  }
}
