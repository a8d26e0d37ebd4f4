import 'reflect-metadata';
import type { FastifyRequest } from 'fastify';
import type { Handler } from './controllers.js';

/** What one parameter of a handler is given. */
type Take = (request: FastifyRequest) => unknown;
const takesKey = 'emberlog:parameters';

/**
 * Makes a decorator of handlers' parameters: what it takes from the request.
 * @param take its further arguments are those of the decorator
 */
export const parameter =
  <Options extends readonly unknown[]>(take: (request: FastifyRequest, ...options: Options) => unknown) =>
  (...options: Options): ParameterDecorator =>
  (prototype, method = '', index) => {
    const takes: Take[] = [...takesOf(prototype, method)];
    takes[index] = (request) => take(request, ...options);
    Reflect.defineMetadata(takesKey, takes, prototype, method);
  };

const takesOf = (prototype: object, method: string | symbol): readonly Take[] =>
  (Reflect.getOwnMetadata(takesKey, prototype, method) as readonly Take[] | undefined) ?? [];

/** Calls a handler with what its parameters take from the request. */
export type Invoke = (request: FastifyRequest) => unknown;

/** @throws Error for a parameter that nothing says the value of */
export const invocationOf = ({ instance, method }: Pick<Handler<unknown>, 'instance' | 'method'>): Invoke => {
  const handler = (instance as Record<string, (...args: unknown[]) => unknown>)[method];
  const name = `${instance.constructor.name}.${method}`;
  if (handler === undefined) throw new Error(`There is no ${name}.`);
  const takes = takesOf(Object.getPrototypeOf(instance) as object, method);
  if (takes.length < handler.length || takes.includes(undefined as never)) {
    throw new Error(`${name} has a parameter without a decorator of this layer.`);
  }
  return (request) =>
    handler.apply(
      instance,
      takes.map((take) => take(request)),
    );
};
