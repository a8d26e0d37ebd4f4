import {
  Catch,
  HttpException,
  Inject,
  NotFoundException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { admitVersion } from '../routing/admission.js';
import { RoutedResources } from '../routing/routed-resources.js';
import { HTTP_SETTINGS, type HttpSettings } from '../settings.js';
import { FaultWriter } from './fault-writer.js';
import { genericTexts, hiddenByMicroversion, unsupportedContentType } from './http-fault.js';

/** The one place where errors of routes become answers, the framework's own errors among them. */
@Catch()
export class FaultFilter implements ExceptionFilter {
  constructor(
    private readonly faults: FaultWriter,
    private readonly resources: RoutedResources,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (error instanceof NotFoundException) this.#unrouted(request, reply);
    else if (error instanceof HttpException) this.#framework(error, request, reply);
    else this.faults.write(error, request, reply);
  }

  /** Cinder routes all verbs of a resource; one without a handler is its own 404, not the page (spec 1.2). */
  #unrouted(request: FastifyRequest, reply: FastifyReply): void {
    if (this.resources.routes(request)) this.#refuse(hiddenByMicroversion(), request, reply);
    else this.faults.page('404 Not Found', genericTexts[404], request, reply);
  }

  /** What Fastify finds while it reads the request: too long without a Content-Length, or a broken header. */
  #framework(error: HttpException, request: FastifyRequest, reply: FastifyReply): void {
    switch (error.getStatus()) {
      case 413: {
        const text = `Request is too large. Larger than ${this.settings.maxRequestBodySize}.`;
        this.faults.page('413 Request Entity Too Large', text, request, reply);
        return;
      }
      case 415:
        this.#refuse(unsupportedContentType(), request, reply);
        return;
      default:
        this.faults.write(error, request, reply);
    }
  }

  /** A fault that comes before the guard, so that the version is still to be settled. */
  #refuse(fault: Error, request: FastifyRequest, reply: FastifyReply): void {
    try {
      admitVersion(request, reply);
      this.faults.write(fault, request, reply);
    } catch (refusal) {
      this.faults.write(refusal, request, reply);
    }
  }
}
