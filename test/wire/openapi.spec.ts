import Ajv2020 from 'ajv/dist/2020.js';
import { sampleValue, schemaAt } from '../support/sample-body.js';
import { ask } from './support/ask.js';
import { declaredCalls } from './support/declared-calls.js';
import { startApi, type RunningApi } from './support/static-api.js';

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, object>>;
}
interface Schema extends Readonly<Record<string, unknown>> {
  readonly oneOf?: readonly Schema[];
}
interface Document {
  readonly openapi: string;
  readonly info: Readonly<Record<string, string>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

const calls = [...declaredCalls()];
const ajv = new Ajv2020.default({ strict: false, validateFormats: false });
const anyName = (path: string): string => path.replace(/\{\w+\}/g, '{}');
const bodyOf = (operation: Operation | undefined): Schema =>
  operation?.requestBody?.content['application/json']?.schema ?? {};

describe('/openapi.json', () => {
  let api: RunningApi;
  let document: Document;
  beforeAll(async () => {
    api = await startApi();
    const { status, text, headers } = await ask(api.port, { target: '/openapi.json' });
    expect([status, headers['content-type']]).toEqual([200, 'application/json']);
    document = JSON.parse(text) as Document;
  });
  afterAll(() => api?.close());

  const operations = (): readonly (readonly [string, string, Operation])[] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [path, method, operation] as const),
    );
  const operationOf = (name: string): Operation | undefined => {
    const [method = '', path = ''] = name.split(' ');
    const found = operations().find(
      ([known, verb]) => verb.toUpperCase() === method && [`/v3${path}`, path].includes(anyName(known)),
    );
    return found?.[2];
  };
  const actionOf = (name: string): Schema | undefined => {
    const [collection = '', action = ''] = name.split(' ');
    const { oneOf = [] } = bodyOf(document.paths[`/v3/${collection}/{id}/action`]?.['post']);
    return oneOf.find((schema) => schema['x-action'] === action);
  };
  const isAction = (name: string): boolean => !/^[A-Z]+ \//.test(name);
  const schemaOf = (name: string): Schema | undefined =>
    isAction(name) ? actionOf(name) : bodyOf(operationOf(name));

  it('is a document of OpenAPI 3.1', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Emberlog', version: '3.71', description: expect.any(String) as string },
      components: { securitySchemes: expect.anything() as object, schemas: expect.anything() as object },
    });
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [path, method, operation] of operations()) {
      expect(path).toMatch(/^\//);
      expect(['get', 'post', 'put', 'delete']).toContain(method);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      expect(declared).toEqual(named);
      expect(Object.keys(operation.responses).every((code) => /^(\d{3}|default)$/.test(code))).toBe(true);
    }
  });

  it('has only references that lead somewhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(0);
    for (const [, pointer = ''] of references) {
      const found = pointer
        .split('/')
        .reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], document);
      expect(found).toBeDefined();
    }
  });

  it('has every route and action, and no others', () => {
    const routes = calls.filter(([name]) => !isAction(name));
    for (const [name] of routes) {
      if (name !== 'GET /openapi') expect([name, operationOf(name)]).not.toEqual([name, undefined]);
    }
    for (const [name] of calls.filter(([one]) => isAction(one))) {
      expect([name, actionOf(name)]).not.toEqual([name, undefined]);
    }
    const collections = new Set(calls.filter(([name]) => isAction(name)).map(([name]) => name.split(' ')[0]));
    expect(operations()).toHaveLength(routes.length + collections.size);
  });

  it.each(calls.filter(([, { body }]) => body !== undefined))('takes what is taken: %s', (name, { body }) => {
    const validate = ajv.compile(schemaOf(name) ?? {});
    const sample = sampleValue(schemaAt(body ?? [], '3.71') ?? {});
    expect([validate(sample), validate.errors]).toEqual([true, null]);
    expect(validate([])).toBe(false);
  });
});
