import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { answerPayload } from './answer.js';
import { callSpecKey, type DeclaredCall } from './route-spec.js';

/** Turns what a handler returns into Cinder's answer. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor<unknown, Buffer | Readable | undefined> {
  constructor(private readonly reflector: Reflector) {}

  intercept(host: ExecutionContext, next: CallHandler<unknown>): Observable<Buffer | Readable | undefined> {
    const http = host.switchToHttp();
    const { route } = this.reflector.get<DeclaredCall>(callSpecKey, host.getHandler());
    if (route === undefined) throw new Error('Only routes pass here; see controllers.ts.');
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(map((value) => answerPayload(request, reply, route, value)));
  }
}
