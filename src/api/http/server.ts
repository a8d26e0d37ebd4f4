import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DynamicModule, LoggerService, LogLevel, Type } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Arrival } from './arrival.js';
import { FaultWriter } from './faults/fault-writer.js';
import { genericTexts } from './faults/http-fault.js';
import { webobPage } from './faults/webob-page.js';
import { Actions } from './routing/actions.js';
import { payloadOf } from './routing/answer.js';
import { Controllers } from './routing/controllers.js';
import { newRequestId } from './routing/request-id.js';
import { projectSegment, requestUrl, type RequestUrl } from './routing/request-url.js';
import { RoutedResources } from './routing/routed-resources.js';
import { Routes } from './routing/routes.js';
import { wireOf } from './routing/wire-state.js';
import type { HttpSettings } from './settings.js';

/** Longer ids than this are no route's business; Fastify's own limit of 100 is shorter than a metadata key. */
const maxParamLength = 16_384;

/** Fastify with its own opinions switched off: Cinder's routes are exact, and its errors its own (spec T41). */
const adapterOf = (
  rewriteUrl: (request: IncomingMessage) => string,
  { settings, tls }: ApiServerOptions,
): FastifyAdapter =>
  new FastifyAdapter({
    // Fastify's types know a server with TLS by another name only.
    ...(tls === undefined ? {} : ({ https: tls } as object)),
    bodyLimit: settings.maxRequestBodySize,
    exposeHeadRoutes: false,
    rewriteUrl,
    routerOptions: {
      caseSensitive: true,
      ignoreTrailingSlash: false,
      ignoreDuplicateSlashes: false,
      maxParamLength,
    },
    // A path that cannot even be decoded never reaches a hook.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const { contentType, body } = webobPage('404 Not Found', genericTexts[404], request.headers.accept);
      void reply
        .code(404)
        .header('x-openstack-request-id', newRequestId())
        .header('Content-Type', contentType)
        .send(payloadOf(body));
    },
  });

/** Bodies arrive as bytes: whether they are read at all, and how, is decided by the checks. */
const takeRawBodies = (fastify: FastifyInstance): void => {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
};

/** `/v3` alone points to `/v3/`, where the document of the API is. */
const redirectToRoot = (fastify: FastifyInstance, faults: FaultWriter): void => {
  fastify.get('/v3', (request, reply) => {
    const location = `${wireOf(request).base}/v3/`;
    const text = `The resource was found at ${location}; you should be redirected automatically.`;
    return faults.page('302 Found', text, request, reply.header('Location', location));
  });
};

export interface ApiServerOptions {
  readonly settings: HttpSettings;
  readonly logger?: LoggerService | LogLevel[] | false;
  /** Certificate and key, PEM; without them it is plain HTTP. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
}

/**
 * The HTTP server over a module that imports ApiModule. It is not listening yet: call `listen()`. Throws when a controller
 * declares a route without a policy or a route twice.
 */
export const createApi = async (
  module: Type | DynamicModule,
  options: ApiServerOptions,
): Promise<NestFastifyApplication> => {
  const { settings, logger } = options;
  // Known once the controllers are; no request comes before.
  let resources: RoutedResources | undefined;
  const urls = new WeakMap<IncomingMessage, RequestUrl>();
  const forms = {
    project: projectSegment(settings.projectIdRegex),
    isCollection: (segment: string) => resources?.isCollection(segment) === true,
  };
  const urlOf = (request: IncomingMessage): RequestUrl =>
    urls.get(request) ?? requestUrl(request.url ?? '/', forms);
  const rewriteUrl = (request: IncomingMessage): string => {
    const url = urlOf(request);
    urls.set(request, url);
    return url.routed;
  };
  const app = await NestFactory.create<NestFastifyApplication>(module, adapterOf(rewriteUrl, options), {
    bodyParser: false,
    ...(logger === undefined ? {} : { logger }),
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  takeRawBodies(fastify);
  const arrival = app.get(Arrival);
  fastify.addHook('onRequest', async (request, reply) => {
    await arrival.receive(request, reply, urlOf(request.raw));
    return reply.sent ? reply : undefined;
  });
  const declared = app.get(Controllers).declared();
  const known = app.get(RoutedResources);
  known.learn(declared);
  resources = known;
  app.get(Routes).register(fastify, declared.routes);
  app.get(Actions).register(fastify, declared.actions);
  redirectToRoot(fastify, app.get(FaultWriter));
  return app;
};
