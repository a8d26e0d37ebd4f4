import { Injectable } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { callSpecKey, routePath, type ActionSpec, type DeclaredCall, type RouteSpec } from './route-spec.js';

/** A method of a controller, and what it serves. */
export interface Handler<Spec> {
  readonly spec: Spec;
  readonly instance: object;
  readonly method: string;
}

export type RouteHandler = Handler<RouteSpec>;
export type ActionHandler = Handler<ActionSpec>;

export interface DeclaredCalls {
  readonly routes: readonly RouteHandler[];
  readonly actions: readonly ActionHandler[];
}

const twice = (names: readonly string[]): string | undefined =>
  names.find((name, index) => names.indexOf(name) !== index);

/** Finds what the controllers declare, and refuses a start with a route that says nothing about its policy. */
@Injectable()
export class Controllers {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  declared(): DeclaredCalls {
    const calls = this.discovery
      .getControllers()
      .map((wrapper) => wrapper.instance as object)
      .flatMap((instance) => this.#callsOf(instance));
    const routes = calls.flatMap(({ routes: specs = [], ...rest }) =>
      specs.map((spec) => ({ ...rest, spec })),
    );
    const actions = calls.flatMap(({ action, ...rest }) => (action ? [{ ...rest, spec: action }] : []));
    const repeated = twice([
      ...routes.map(({ spec }) => `${spec.method} ${routePath(spec)}`),
      ...actions.map(({ spec }) => `${spec.on}: ${spec.name}`),
    ]);
    if (repeated !== undefined) throw new Error(`Two handlers for ${repeated}.`);
    return { routes, actions };
  }

  #callsOf(instance: object): (DeclaredCall & { instance: object; method: string })[] {
    const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
    return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = prototype[method] as () => unknown;
      const call = this.reflector.get<DeclaredCall | undefined>(callSpecKey, handler);
      // Nest would serve it by itself, past all checks.
      if (Reflect.hasMetadata(PATH_METADATA, handler)) {
        throw new Error(
          `${instance.constructor.name}.${method} is a route without @Route: no policy is declared.`,
        );
      }
      return call === undefined ? [] : [{ ...call, instance, method }];
    });
  }
}
