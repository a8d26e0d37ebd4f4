import { SetMetadata } from '@nestjs/common';
import { authorize } from '../identity/policy-check.js';
import { Links } from '../links.js';
import { listRequest, type ListRules } from '../lists/list-request.js';
import { QueryString } from '../lists/query-string.js';
import { parameter } from './parameters.js';
import { callSpecKey, type ActionSpec, type RouteSpec } from './route-spec.js';
import { contextOf, wireOf, type WireState } from './wire-state.js';

const queryOf = ({ url, maxLimit }: WireState): QueryString => new QueryString(url.query, maxLimit);

/**
 * A method of the API, with everything that is checked before its handler runs.
 * @param also other paths that serve the very same, with the microversion from which they exist
 */
export const Route = (
  spec: RouteSpec,
  ...also: readonly Pick<RouteSpec, 'path' | 'since'>[]
): MethodDecorator =>
  SetMetadata(callSpecKey, { routes: [spec, ...also.map((other) => ({ ...spec, ...other }))] });

/** One action of `POST /v3/<collection>/{id}/action`; the body's only key picks it. */
export const Action = (spec: ActionSpec): MethodDecorator => SetMetadata(callSpecKey, { action: spec });

/** Who asks, at which microversion, under which request id. */
export const Context = parameter(contextOf);

/** The validated body, envelope included. */
export const Body = parameter((request) => wireOf(request).body);

/** A segment of the path. */
export const PathParam = parameter(
  (request, name: string = 'id') => (request.params as Readonly<Record<string, string>>)[name],
);

/** All segments of the path by name, for handlers that need more than one. */
export const PathParams = parameter((request) => request.params);

export const Query = parameter((request) => queryOf(wireOf(request)));

/** The request for a list, read by the rules of its resource. */
export const List = parameter((request, rules: ListRules) =>
  listRequest(queryOf(wireOf(request)), contextOf(request), rules),
);

/** The maker of links for this request. */
export const LinkMaker = parameter((request) => {
  const { base, url } = wireOf(request);
  return new Links({ base, project: url.project });
});

/** Checks the route's own rule against the project of the row; throws the 403. */
export type RowAuthorizer = (project: string) => void;

export const RowPolicy = parameter((request): RowAuthorizer => (project) => {
  const { policy } = wireOf(request);
  if (policy !== undefined) authorize(policy, contextOf(request), project);
  wireOf(request).rowAuthorized = true;
});
