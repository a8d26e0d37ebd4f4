import { Controller } from '@nestjs/common';
import { Controllers } from '../http/routing/controllers.js';
import { Route } from '../http/routing/decorators.js';
import { openApiDocument } from './document.js';

/** What the service can do, for programs that write clients (docs/extensions.md). */
@Controller()
export class OpenApiController {
  #document: object | undefined;

  constructor(private readonly controllers: Controllers) {}

  /** `/openapi.json`: the ending is taken off before routes are looked up. */
  @Route({ method: 'GET', path: '/openapi', status: 200, policy: null, unversioned: true })
  document(): object {
    this.#document ??= openApiDocument(this.controllers.declared());
    return this.#document;
  }
}
