import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actionName, checkContentType, parseBody } from '../body/request-body.js';
import { FaultWriter } from '../faults/fault-writer.js';
import { admitCall, admitVersion, rawBodyOf } from './admission.js';
import { answerPayload } from './answer.js';
import type { ActionHandler } from './controllers.js';
import { invocationOf, type Invoke } from './parameters.js';
import type { ActionSpec } from './route-spec.js';

interface BoundAction {
  readonly spec: ActionSpec;
  readonly invoke: Invoke;
}

/** Serves `POST /v3/<collection>/{id}/action`: the body, not the path, says which handler runs. */
@Injectable()
export class Actions {
  constructor(private readonly faults: FaultWriter) {}

  register(fastify: FastifyInstance, handlers: readonly ActionHandler[]): void {
    const byCollection = Map.groupBy(handlers, ({ spec }) => spec.on);
    for (const [collection, own] of byCollection) {
      const actions = new Map(
        own.map((handler): [string, BoundAction] => [
          handler.spec.name,
          { spec: handler.spec, invoke: invocationOf(handler) },
        ]),
      );
      fastify.post(`/v3/${collection}/:id/action`, (request, reply) => this.#serve(actions, request, reply));
    }
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
      const value = await action.invoke(request);
      return reply.code(action.spec.status).send(answerPayload(request, reply, action.spec, value));
    } catch (error) {
      return this.faults.write(error, request, reply);
    }
  }
}
