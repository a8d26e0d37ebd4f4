import { Inject, Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FaultWriter } from './faults/fault-writer.js';
import { AUTHENTICATOR, type Authenticator } from './identity/authenticator.js';
import { baseOf } from './links.js';
import { payloadOf } from './routing/answer.js';
import { globalRequestId, newRequestId } from './routing/request-id.js';
import type { RequestUrl } from './routing/request-url.js';
import { wireOf, type WireState } from './routing/wire-state.js';
import { RateLimit } from './rate-limit.js';
import { HTTP_SETTINGS, type HttpSettings } from './settings.js';

const isUnderV3 = (path: string): boolean => path === '/v3' || path.startsWith('/v3/');

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

/** As {@link one} for all of them. Node puts repeated headers into one text but for very few, so there is seldom a list. */
const singleValued = (headers: IncomingHttpHeaders): Readonly<Record<string, string | undefined>> => {
  const single: Record<string, string | undefined> = {};
  for (const name in headers) single[name] = one(headers[name]);
  return single;
};

/**
 * What happens to every request before its route is looked up, in Cinder's order: request id, size, token (spec 1.4, 1.5, 1.8), then
 * how many there were.
 * So a path that does not exist is 401, or noauth's 204, before it is 404.
 */
@Injectable()
export class Arrival {
  readonly #rate: RateLimit;

  constructor(
    @Inject(AUTHENTICATOR) private readonly authenticator: Authenticator,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
    private readonly faults: FaultWriter,
  ) {
    this.#rate = new RateLimit(settings.rateLimit);
  }

  /** Resolves after answering, or with the request ready to be routed. */
  async receive(request: FastifyRequest, reply: FastifyReply, url: RequestUrl): Promise<void> {
    const state = this.#stateOf(request, url);
    request.wire = state;
    reply.header('x-openstack-request-id', state.requestId);
    if (Number(request.headers['content-length'] ?? 0) > this.settings.maxRequestBodySize) {
      this.#refuseSize(request, reply);
    } else if (isUnderV3(url.path)) {
      await this.#authenticate(request, reply);
    }
  }

  #stateOf(request: FastifyRequest, url: RequestUrl): WireState {
    return {
      requestId: newRequestId(),
      globalRequestId: globalRequestId(one(request.headers['x-openstack-request-id'])),
      url,
      base: baseOf({
        scheme: request.protocol,
        host: request.host,
        forwardedHost: one(request.headers['x-forwarded-host']),
        publicEndpoint: this.settings.publicEndpoint,
      }),
      maxLimit: this.settings.maxLimit,
    };
  }

  #refuseSize(request: FastifyRequest, reply: FastifyReply): void {
    const text = `Request is too large. Larger than max_request_body_size (${this.settings.maxRequestBodySize}).`;
    this.faults.page('413 Request Entity Too Large', text, request, reply);
  }

  async #authenticate(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    try {
      const headers = singleValued(request.headers);
      const url = `${request.protocol}://${request.host}${request.originalUrl}`;
      const outcome = await this.authenticator.authenticate({ headers, url });
      if ('identity' in outcome) {
        this.#rate.admit(outcome.identity);
        wireOf(request).identity = outcome.identity;
      } else
        reply
          .code(outcome.answer.status)
          .headers(outcome.answer.headers)
          .send(payloadOf(outcome.answer.body));
    } catch (error) {
      this.faults.write(error, request, reply);
    }
  }
}
