import { Controller } from '@nestjs/common';
import { resourceFilters } from '../http/lists/resource-filters.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Query, Route } from '../http/routing/decorators.js';

@Controller()
export class ResourceFiltersController {
  @Route({ method: 'GET', path: 'resource_filters', status: 200, since: '3.33', policy: null })
  list(@Query() query: QueryString): object {
    const asked = query.get('resource');
    const found = Object.entries(resourceFilters).filter(([resource]) => !asked || resource === asked);
    return { resource_filters: found.map(([resource, filters]) => ({ resource, filters })) };
  }
}
