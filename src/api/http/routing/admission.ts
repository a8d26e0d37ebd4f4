import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Idempotency } from '../../../commands/command-context.js';
import { plainJson, type JsonValue } from '../body/json-text.js';
import { checkContentType, parseBody, requireBody, type RawBody } from '../body/request-body.js';
import type { SchemaSince } from '../body/schema.js';
import { violationText } from '../body/schema-error.js';
import { firstViolation } from '../body/validate.js';
import { hiddenByMicroversion, HttpFault, malformedUrl } from '../faults/http-fault.js';
import { authorize } from '../identity/policy-check.js';
import { idempotencyHeader, idempotencyOf } from './idempotency-key.js';
import { negotiate, versionHeader, type Microversion } from './microversion.js';
import type { CallSpec } from './route-spec.js';
import { wireOf } from './wire-state.js';

/** The body as it arrived; the content type parser hands over bytes (server.ts). */
export const rawBodyOf = (request: FastifyRequest): RawBody => ({
  bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  type: request.headers['content-type'],
});

/** Settles the microversion, and the headers that tell it; throws the 400 or 406. */
export const admitVersion = (request: FastifyRequest, reply: FastifyReply): Microversion => {
  const header = request.headers[versionHeader.toLowerCase()];
  const { version, refusal } = negotiate(Array.isArray(header) ? header.join(',') : header);
  if (version !== null) {
    reply.header(versionHeader, `volume ${version}`);
    reply.header('Vary', versionHeader);
  }
  if (refusal !== null) throw refusal;
  if (version === null) throw new Error('Negotiation gave neither a version nor a refusal.');
  wireOf(request).microversion = version;
  return version;
};

const validated = (body: JsonValue, schemas: readonly SchemaSince[], version: Microversion): unknown => {
  const current = schemas.findLast(({ since }) => version.atLeast(since));
  const violation = current === undefined ? null : firstViolation(current.schema, body);
  if (violation !== null) throw new HttpFault('ValidationError', violationText(violation));
  return plainJson(body);
};

const idempotencyAsked = (request: FastifyRequest): Idempotency | undefined => {
  const header = request.headers[idempotencyHeader.toLowerCase()];
  const { url, body } = wireOf(request);
  const [path = ''] = url.routed.split('?', 1);
  return idempotencyOf(Array.isArray(header) ? header.join(', ') : header, path, body);
};

/**
 * The checks after the route or action is known, in Cinder's order (spec 1.5): project of the URL, method at this version, body, and
 * for calls without a row the policy.
 */
export const admitCall = (request: FastifyRequest, spec: CallSpec, body: JsonValue | undefined): void => {
  const state = wireOf(request);
  const { identity, microversion, url } = state;
  if (identity === undefined || microversion === undefined) {
    throw new Error('Calls under /v3 come after authentication and negotiation.');
  }
  if (url.project !== null && url.project !== identity.project_id) throw malformedUrl();
  if (spec.since !== undefined && !microversion.atLeast(spec.since)) throw hiddenByMicroversion();
  if (spec.body !== undefined) state.body = validated(requireBody(body), spec.body, microversion);
  state.context = {
    ...identity,
    request_id: state.requestId,
    global_request_id: state.globalRequestId,
    microversion,
    idempotency: spec.idempotent ? idempotencyAsked(request) : undefined,
  };
  if (spec.policy === null) return;
  if (spec.enforce === 'row') state.policy = spec.policy;
  else authorize(spec.policy, identity);
};

/** Everything between routing and the handler of a plain route. */
export const admitRoute = (request: FastifyRequest, reply: FastifyReply, spec: CallSpec): void => {
  admitVersion(request, reply);
  const raw = rawBodyOf(request);
  checkContentType(raw);
  admitCall(request, spec, parseBody(raw));
};
