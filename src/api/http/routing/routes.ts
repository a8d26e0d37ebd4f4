import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FaultWriter } from '../faults/fault-writer.js';
import { admitRoute, admitVersion } from './admission.js';
import { answerPayload } from './answer.js';
import type { RouteHandler } from './controllers.js';
import { Invocations, type Invoke } from './invocations.js';
import { isOpen, routePath, type RouteSpec } from './route-spec.js';

/**
 * Serves the routes, as actions are served (actions.ts): checks, handler, answer. They are Fastify's own routes: the pipeline
 * of Nest's router would take longer than all three of them do for a row that is shown.
 */
@Injectable()
export class Routes {
  constructor(
    private readonly invocations: Invocations,
    private readonly faults: FaultWriter,
  ) {}

  register(fastify: FastifyInstance, handlers: readonly RouteHandler[]): void {
    for (const handler of handlers) {
      const { spec } = handler;
      const invoke = this.invocations.of(handler);
      fastify.route({
        method: spec.method,
        url: routePath(spec),
        handler: (request, reply) => this.#serve(spec, invoke, request, reply),
      });
    }
  }

  async #serve(
    spec: RouteSpec,
    invoke: Invoke,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      if (spec.unversioned !== true) {
        if (isOpen(spec)) admitVersion(request, reply);
        else admitRoute(request, reply, spec);
      }
      const value = await invoke(request, reply);
      return reply.code(spec.status).send(answerPayload(request, reply, spec, value));
    } catch (error) {
      return this.faults.write(error, request, reply);
    }
  }
}
