import { Controller } from '@nestjs/common';
import type { Links } from '../http/links.js';
import { LinkMaker, Route } from '../http/routing/decorators.js';
import { versionsView } from './versions.view.js';

@Controller()
export class VersionsController {
  /** 300 with a body, not a redirect: clients rely on it (spec T5). */
  @Route({ method: 'GET', path: '/', status: 300, policy: null })
  all(@LinkMaker() links: Links): object {
    return versionsView(links);
  }

  @Route({ method: 'GET', path: '', status: 200, policy: null })
  root(@LinkMaker() links: Links): object {
    return versionsView(links);
  }
}
