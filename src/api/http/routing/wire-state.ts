import type { FastifyRequest } from 'fastify';
import type { Identity } from '../identity/authenticator.js';
import type { PolicyRule } from '../identity/policies.js';
import type { RequestContext } from '../identity/request-context.js';
import type { RequestUrl } from './request-url.js';
import type { Microversion } from './microversion.js';

/** What this layer has learnt about a request so far; it grows as the checks pass. */
export interface WireState {
  readonly requestId: string;
  readonly globalRequestId: string | null;
  readonly url: RequestUrl;
  /** Base of links, see links.ts. */
  readonly base: string;
  /** Rows in one answer of a list, at most. */
  readonly maxLimit: number;
  /** Set when a token was accepted: on every routed request under /v3. */
  identity?: Identity;
  /** Set by negotiation. */
  microversion?: Microversion;
  /** Set once all checks before the handler have passed. */
  context?: RequestContext;
  /** The validated body with ordinary numbers. */
  body?: unknown;
  /** The rule that the handler has to check against its row. */
  policy?: PolicyRule;
  /** Set when a row's policy has been checked, see route-spec.ts. */
  rowAuthorized?: true;
}

declare module 'fastify' {
  interface FastifyRequest {
    wire?: WireState;
  }
}

/** The state is there from the first hook on. */
export const wireOf = (request: FastifyRequest): WireState => {
  if (request.wire === undefined) throw new Error('The request did not pass the first hook.');
  return request.wire;
};

/** Only handlers under /v3 have one. */
export const contextOf = (request: FastifyRequest): RequestContext => {
  const { context } = wireOf(request);
  if (context === undefined) throw new Error('The route does not authenticate, so it has no context.');
  return context;
};
