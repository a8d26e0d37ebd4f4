import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { JsonText } from '../rows/json-text.js';
import type { CallSpec } from './route-spec.js';
import { wireOf } from './wire-state.js';

/** A body that is not JSON, such as the healthcheck's. */
export class PlainText {
  constructor(readonly text: string) {}
}

/** Server-sent events, for as long as the stream lasts. */
export class EventStream {
  constructor(readonly events: Readable) {}
}

/** A JSON body with headers of its own, such as Etag. */
export class WithHeaders {
  constructor(
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>>,
  ) {}
}

/** As bytes: Fastify adds a charset to the type of JSON text, and takes the type off an empty text under 204. */
export const payloadOf = (text: string): Buffer | undefined => (text === '' ? undefined : Buffer.from(text));

/** Sets the headers of a handler's answer and gives its bytes. */
export const answerPayload = (
  request: FastifyRequest,
  reply: FastifyReply,
  spec: CallSpec,
  value: unknown,
): Buffer | Readable | undefined => {
  const state = wireOf(request);
  if (state.policy !== undefined && state.rowAuthorized === undefined) {
    throw new Error(`${request.method} ${state.url.routed} answered without checking ${state.policy}.`);
  }
  if (value instanceof PlainText) {
    reply.header('Content-Type', 'text/plain; charset=UTF-8');
    return payloadOf(value.text);
  }
  if (value instanceof EventStream) {
    // Proxies that collect answers before they pass them on are told not to.
    reply.headers({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    return value.events;
  }
  if (value instanceof WithHeaders) {
    reply.headers(value.headers);
    return answerPayload(request, reply, spec, value.body);
  }
  if (value === undefined && spec.empty === 'html') {
    reply.header('Content-Type', 'text/html; charset=UTF-8');
    return undefined;
  }
  reply.header('Content-Type', 'application/json');
  reply.header('x-compute-request-id', state.requestId);
  if (value === undefined) return undefined;
  return payloadOf(value instanceof JsonText ? value.text : JSON.stringify(value));
};
