import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** True when the Accept header names server-sent events. */
export const acceptsEvents = (accept: string | undefined): boolean =>
  (accept ?? '').split(',').some((type) => type.split(';')[0]?.trim().toLowerCase() === 'text/event-stream');

export const WantsEvents = createParamDecorator((_: unknown, host: ExecutionContext) =>
  acceptsEvents(host.switchToHttp().getRequest<FastifyRequest>().headers.accept),
);
