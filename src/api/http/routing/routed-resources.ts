import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { DeclaredCalls } from './controllers.js';
import { routePath } from './route-spec.js';
import { wireOf } from './wire-state.js';

const collectionVerbs = ['GET', 'POST'];
const memberVerbs = ['GET', 'PUT', 'DELETE'];

const segmentsOf = (path: string): readonly string[] => path.split('/').slice(2);

/** Knows the collections that exist, so that a path can be told from a resource without a handler for the verb. */
@Injectable()
export class RoutedResources {
  readonly #collections = new Set<string>();
  #paths: readonly (readonly string[])[] = [];

  learn({ routes, actions }: DeclaredCalls): void {
    const paths = routes.map(({ spec }) => routePath(spec)).filter((path) => path.startsWith('/v3/'));
    this.#paths = paths.map(segmentsOf);
    for (const [collection] of this.#paths) if (collection) this.#collections.add(collection);
    for (const { spec } of actions) this.#collections.add(spec.on);
  }

  isCollection(segment: string): boolean {
    return this.#collections.has(segment);
  }

  /** True when Cinder's mapper would route the request, although nothing here handles it. */
  routes(request: FastifyRequest): boolean {
    const [path = ''] = wireOf(request).url.routed.split('?');
    const segments = segmentsOf(path);
    if (!path.startsWith('/v3/') || segments.includes('')) return false;
    const verbs = segments.length % 2 === 1 ? collectionVerbs : memberVerbs;
    return verbs.includes(request.method) && this.#isResource(segments);
  }

  #isResource(segments: readonly string[]): boolean {
    const [collection = ''] = segments;
    if (segments.length <= 2) return this.#collections.has(collection);
    return this.#paths.some(
      (pattern) =>
        pattern.length === segments.length &&
        pattern.every((part, index) => part.startsWith(':') || part === segments[index]),
    );
  }
}
