import { Controller, Inject } from '@nestjs/common';
import { HttpFault } from '../http/faults/http-fault.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import type { ListRequest } from '../http/lists/list-request.js';
import { pageBody } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Context, LinkMaker, List, PathParam, Query, Route } from '../http/routing/decorators.js';
import { typePage, typeRules, volumeTypeNotFound } from './types.list.js';
import { defaultTypeView, extraSpecsView, typeView } from './types.view.js';
import { VOLUME_TYPE_READER, type VolumeType, type VolumeTypeReader } from './volume-type.js';

/** The links of this list have a name of their own (spec T14). */
const collection = { key: 'volume_types', path: 'types', linksKey: 'volume_type_links' };

@Controller()
export class TypesController {
  constructor(@Inject(VOLUME_TYPE_READER) private readonly reader: VolumeTypeReader) {}

  @Route({ method: 'GET', path: 'types', status: 200, policy: 'volume_extension:type_get_all' })
  async list(
    @Context() context: RequestContext,
    @List(typeRules) list: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const items = typePage(await this.reader.types(), list, query, context);
    const view = (type: VolumeType): object => typeView(type, context);
    return pageBody(collection, { items }, { view, links, limit: list.query.limit, query });
  }

  @Route({ method: 'GET', path: 'types/default', status: 200, policy: 'volume_extension:type_get' })
  async default(@Context() context: RequestContext): Promise<object> {
    const [type] = await this.reader.types();
    if (type === undefined) {
      throw new HttpFault('VolumeTypeNotFound', 'Default volume type can not be found.');
    }
    return { volume_type: defaultTypeView(type, context) };
  }

  @Route({ method: 'GET', path: 'types/:id', status: 200, policy: 'volume_extension:type_get' })
  async show(@Context() context: RequestContext, @PathParam() id: string): Promise<object> {
    return { volume_type: typeView(await this.#type(id), context) };
  }

  @Route({
    method: 'GET',
    path: 'types/:id/extra_specs',
    status: 200,
    policy: 'volume_extension:types_extra_specs:index',
  })
  async extraSpecs(@Context() context: RequestContext, @PathParam() id: string): Promise<object> {
    return { extra_specs: extraSpecsView((await this.#type(id)).extra_specs, context) };
  }

  @Route({
    method: 'GET',
    path: 'types/:id/extra_specs/:key',
    status: 200,
    policy: 'volume_extension:types_extra_specs:show',
  })
  async extraSpec(
    @Context() context: RequestContext,
    @PathParam() id: string,
    @PathParam('key') key: string,
  ): Promise<object> {
    const specs = extraSpecsView((await this.#type(id)).extra_specs, context);
    if (!Object.hasOwn(specs, key)) {
      const text = `Volume Type ${id} has no extra specs with key ${key}.`;
      throw new HttpFault('VolumeTypeExtraSpecsNotFound', text);
    }
    return { [key]: specs[key] };
  }

  async #type(id: string): Promise<VolumeType> {
    const type = (await this.reader.types()).find((known) => known.id === id);
    if (type === undefined) throw volumeTypeNotFound(id);
    return type;
  }
}
