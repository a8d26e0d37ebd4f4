import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { payloadOf } from '../routing/answer.js';
import { wireOf } from '../routing/wire-state.js';
import { faultAnswer, isUnexpected } from './fault-answer.js';
import { webobPage } from './webob-page.js';

/** Writes faults and pages on a reply. */
@Injectable()
export class FaultWriter {
  readonly #log = new Logger('api');

  /** A fault with Cinder's envelope. Only what we did not expect is logged, and only the log sees it. */
  write(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { requestId } = wireOf(request);
    if (isUnexpected(error)) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#log.error(`${request.method} ${request.originalUrl} failed [${requestId}]: ${text}`);
    }
    const { status, headers, body } = faultAnswer(error);
    if (body === null) return reply.code(status).header('Content-Type', 'text/html; charset=UTF-8').send();
    return reply
      .code(status)
      .headers(headers)
      .header('Content-Type', 'application/json')
      .header('x-compute-request-id', requestId)
      .send(payloadOf(JSON.stringify(body)));
  }

  /** WebOb's page, for what never reaches a handler. @param status such as `404 Not Found` */
  page(status: string, text: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { contentType, body } = webobPage(status, text, request.headers.accept);
    return reply.code(Number.parseInt(status, 10)).header('Content-Type', contentType).send(payloadOf(body));
  }
}
