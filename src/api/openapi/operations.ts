import type { SchemaSince } from '../http/body/schema.js';
import { idempotencyHeader } from '../http/routing/idempotency-key.js';
import { versionHeader } from '../http/routing/microversion.js';
import type { ActionHandler, Handler, RouteHandler } from '../http/routing/controllers.js';
import { isOpen, type CallSpec } from '../http/routing/route-spec.js';
import { jsonSchema, type JsonSchema } from './json-schema.js';

/** `Volumes.create`: the handler, which is there once. */
export const operationId = ({ instance, method }: Handler<unknown>): string =>
  `${instance.constructor.name.replace(/Controller$/, '')}.${method}`;

/** The body at the newest version; what was different before is told beside it. */
const bodySchema = (body: readonly SchemaSince[]): JsonSchema => {
  const newest = body.at(-1);
  const earlier = body.slice(0, -1).map(({ since, schema }) => ({ since, schema: jsonSchema(schema) }));
  const schema = newest === undefined ? {} : jsonSchema(newest.schema);
  return earlier.length === 0 ? schema : { ...schema, 'x-earlier-versions': earlier };
};

const fault = { $ref: '#/components/responses/Fault' };

const responses = ({ status }: CallSpec): object => ({
  [String(status)]: { description: 'It was done, or accepted.' },
  default: fault,
});

const header = (name: string, description: string): object => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

const parameters = (path: string, spec: CallSpec, isVersioned: boolean): readonly object[] => [
  ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  })),
  ...(isVersioned ? [header(versionHeader, 'Such as `volume 3.71`; `volume 3.0` without it.')] : []),
  ...(spec.idempotent === true ? [header(idempotencyHeader, 'Makes sending it again harmless.')] : []),
];

const rules = ({ policy, since }: CallSpec): object => ({
  ...(policy === null ? {} : { 'x-policy': policy }),
  ...(since === undefined ? {} : { 'x-since': since }),
});

/** @param path with its parameters in braces */
export const routeOperation = (path: string, handler: RouteHandler): object => {
  const { spec } = handler;
  return {
    // A handler may serve several paths.
    operationId: `${operationId(handler)}:${spec.path}`,
    tags: [spec.path.split('/').find((part) => part !== '') ?? 'versions'],
    ...(isOpen(spec) ? { security: [] } : {}),
    parameters: parameters(path, spec, spec.unversioned !== true),
    ...(spec.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: bodySchema(spec.body) } },
          },
        }),
    responses: responses(spec),
    ...rules(spec),
  };
};

const actionSchema = (handler: ActionHandler): JsonSchema => {
  const { spec } = handler;
  const { name } = spec;
  const schema =
    spec.body === undefined
      ? { type: 'object', properties: { [name]: {} }, required: [name], additionalProperties: false }
      : bodySchema(spec.body);
  return {
    title: operationId(handler),
    ...schema,
    'x-action': name,
    'x-status': spec.status,
    ...rules(spec),
  };
};

/** All actions of a collection are one operation: the body tells them apart. */
export const actionsOperation = (
  path: string,
  collection: string,
  handlers: readonly ActionHandler[],
): object => {
  const statuses = [...new Set(handlers.map(({ spec }) => spec.status))].sort((a, b) => a - b);
  return {
    operationId: `${collection}.action`,
    tags: [collection],
    parameters: parameters(path, { status: 202, policy: null }, true),
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { oneOf: handlers.map(actionSchema) } } },
    },
    responses: {
      ...Object.fromEntries(
        statuses.map((status) => [String(status), { description: 'It was done, or accepted.' }]),
      ),
      default: fault,
    },
  };
};
