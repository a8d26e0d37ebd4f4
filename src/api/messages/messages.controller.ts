import { Controller } from '@nestjs/common';
import { HttpFault } from '../http/faults/http-fault.js';
import { PathParam, Route } from '../http/routing/decorators.js';

const notFound = (id: string): HttpFault =>
  new HttpFault('MessageNotFound', `Message ${id} could not be found.`);

/** Failures are told by `fail_reason` and the event log; user messages are not written, so the list is empty. */
@Controller()
export class MessagesController {
  @Route({ method: 'GET', path: 'messages', status: 200, since: '3.3', policy: 'message:get_all' })
  list(): object {
    return { messages: [] };
  }

  @Route({ method: 'GET', path: 'messages/:id', status: 200, since: '3.3', policy: 'message:get' })
  show(@PathParam() id: string): object {
    throw notFound(id);
  }

  @Route({
    method: 'DELETE',
    path: 'messages/:id',
    status: 204,
    since: '3.3',
    policy: 'message:delete',
    empty: 'html',
  })
  delete(@PathParam() id: string): void {
    throw notFound(id);
  }
}
