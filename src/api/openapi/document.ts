import type { DeclaredCalls, RouteHandler } from '../http/routing/controllers.js';
import { maxVersion } from '../http/routing/microversion.js';
import { routePath } from '../http/routing/route-spec.js';
import { actionsOperation, routeOperation } from './operations.js';

const braced = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

/** This document's own route is found without its ending, as all are. */
const documentRoute = '/openapi';
const pathOf = ({ spec }: RouteHandler): string => {
  const path = routePath(spec);
  return path === documentRoute ? `${path}.json` : braced(path);
};

const components = {
  securitySchemes: { token: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' } },
  schemas: {
    Fault: {
      type: 'object',
      description: 'One member, named after the kind of refusal.',
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: {
        type: 'object',
        properties: {
          code: { type: 'integer' },
          message: { type: 'string' },
          retryAfter: { type: 'string' },
        },
        required: ['code', 'message'],
      },
    },
  },
  responses: {
    Fault: {
      description: 'A refusal.',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Fault' } } },
    },
  },
};

/** OpenAPI 3.1 of all routes and actions, made of what they are served by: their paths, rules, versions and body schemas. */
export const openApiDocument = ({ routes, actions }: DeclaredCalls): object => {
  const paths: Record<string, Record<string, object>> = {};
  for (const handler of routes) {
    const path = pathOf(handler);
    (paths[path] ??= {})[handler.spec.method.toLowerCase()] = routeOperation(path, handler);
  }
  for (const [collection, handlers] of Map.groupBy(actions, ({ spec }) => spec.on)) {
    const path = `/v3/${collection}/{id}/action`;
    (paths[path] ??= {})['post'] = actionsOperation(path, collection, handlers);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Emberlog',
      version: maxVersion,
      description:
        'OpenStack Block Storage v3. Each path under /v3 exists with a project too: /v3/{project_id}/volumes. ' +
        'What needs a version says so in x-since, who may call it follows from the rule in x-policy.',
    },
    security: [{ token: [] }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components,
  };
};
