import { Controller, Inject } from '@nestjs/common';
import { HttpFault } from '../http/faults/http-fault.js';
import { PlainText } from '../http/routing/answer.js';
import { Route } from '../http/routing/decorators.js';
import { HEALTH, type Health } from './health.js';

@Controller()
export class HealthController {
  constructor(@Inject(HEALTH) private readonly health: Health) {}

  /** For load balancers and scripts: no token, no versions. */
  @Route({ method: 'GET', path: '/healthcheck', status: 200, policy: null, unversioned: true })
  async check(): Promise<PlainText> {
    if (await this.health.ready()) return new PlainText('OK');
    throw new HttpFault('HTTPServiceUnavailable', 'The service is starting or stopping.');
  }
}
