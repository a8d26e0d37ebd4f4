import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { authorize } from '../identity/policy-check.js';
import { Links } from '../links.js';
import { listRequest, type ListRules } from '../lists/list-request.js';
import { QueryString } from '../lists/query-string.js';
import { callSpecKey, type ActionSpec, type RouteSpec } from './route-spec.js';
import { contextOf, wireOf } from './wire-state.js';

/** A method of the API, with everything that is checked before its handler runs. */
export const Route = (spec: RouteSpec): MethodDecorator => SetMetadata(callSpecKey, { route: spec });

/** One action of `POST /v3/<collection>/{id}/action`; the body's only key picks it. */
export const Action = (spec: ActionSpec): MethodDecorator => SetMetadata(callSpecKey, { action: spec });

const requestOf = (host: ExecutionContext): FastifyRequest =>
  host.switchToHttp().getRequest<FastifyRequest>();

/** Who asks, at which microversion, under which request id. */
export const Context = createParamDecorator((_: unknown, host: ExecutionContext) =>
  contextOf(requestOf(host)),
);

/** The validated body, envelope included. */
export const Body = createParamDecorator(
  (_: unknown, host: ExecutionContext) => wireOf(requestOf(host)).body,
);

/** A segment of the path, by default `:id`. */
export const PathParam = createParamDecorator(
  (name: string | undefined, host: ExecutionContext) =>
    (requestOf(host).params as Readonly<Record<string, string>>)[name ?? 'id'],
);

/** All segments of the path by name, for handlers that need more than one. */
export const PathParams = createParamDecorator(
  (_: unknown, host: ExecutionContext) => requestOf(host).params,
);

export const Query = createParamDecorator(
  (_: unknown, host: ExecutionContext) => new QueryString(wireOf(requestOf(host)).url.query),
);

/** The request for a list, read by the rules of its resource. */
export const List = createParamDecorator((rules: ListRules, host: ExecutionContext) => {
  const request = requestOf(host);
  return listRequest(new QueryString(wireOf(request).url.query), contextOf(request), rules);
});

/** The maker of links for this request. */
export const LinkMaker = createParamDecorator((_: unknown, host: ExecutionContext) => {
  const { base, url } = wireOf(requestOf(host));
  return new Links({ base, project: url.project });
});

/** Checks the route's own rule against the project of the row; throws the 403. */
export type RowAuthorizer = (project: string) => void;

export const RowPolicy = createParamDecorator((_: unknown, host: ExecutionContext): RowAuthorizer => {
  const request = requestOf(host);
  return (project) => {
    const { policy } = wireOf(request);
    if (policy !== undefined) authorize(policy, contextOf(request), project);
    wireOf(request).rowAuthorized = true;
  };
});
