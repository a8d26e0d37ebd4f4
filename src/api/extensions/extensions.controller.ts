import { Controller } from '@nestjs/common';
import { hiddenByMicroversion } from '../http/faults/http-fault.js';
import { PathParam, Route } from '../http/routing/decorators.js';
import { extensions, type Extension } from './extensions.js';

const view = (extension: Extension): object => ({ ...extension, links: [] });

@Controller()
export class ExtensionsController {
  @Route({ method: 'GET', path: 'extensions', status: 200, policy: null })
  list(): object {
    return { extensions: extensions.map(view) };
  }

  @Route({ method: 'GET', path: 'extensions/:id', status: 200, policy: null })
  show(@PathParam() alias: string): object {
    const extension = extensions.find((known) => known.alias === alias);
    if (extension === undefined) throw hiddenByMicroversion();
    return { extension: view(extension) };
  }
}
