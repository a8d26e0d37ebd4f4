import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FaultWriter } from '../faults/fault-writer.js';
import { admitRoute, admitVersion } from './admission.js';
import { answerPayload } from './answer.js';
import type { RouteHandler } from './controllers.js';
import { invocationOf, type Invoke } from './parameters.js';
import { isOpen, routePath, type RouteSpec } from './route-spec.js';

/** Fastify finds an empty segment good enough for a parameter; no route of Cinder's does. */
const isWhole = ({ params }: FastifyRequest): boolean => !Object.values(params as object).includes('');

/**
 * Serves the routes, as actions are served (actions.ts): checks, handler, answer. They are Fastify's own routes: the pipeline
 * of Nest's router would take longer than all three of them do for a row that is shown.
 */
@Injectable()
export class Routes {
  constructor(private readonly faults: FaultWriter) {}

  register(fastify: FastifyInstance, handlers: readonly RouteHandler[]): void {
    for (const handler of handlers) {
      const { spec } = handler;
      const invoke = invocationOf(handler);
      fastify.route({
        method: spec.method,
        url: routePath(spec),
        handler: (request, reply) =>
          isWhole(request) ? this.#serve(spec, invoke, request, reply) : reply.callNotFound(),
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
      const value = await invoke(request);
      return reply.code(spec.status).send(answerPayload(request, reply, spec, value));
    } catch (error) {
      return this.faults.write(error, request, reply);
    }
  }
}
