import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CreateTypeEncryption } from '../../commands/create-type-encryption/create-type-encryption.command.js';
import { RemoveTypeEncryption } from '../../commands/remove-type-encryption/remove-type-encryption.command.js';
import { UpdateTypeEncryption } from '../../commands/update-type-encryption/update-type-encryption.command.js';
import { visibleType } from '../../domain/type-catalogue/find-type.js';
import { existingEncryption } from '../../domain/type-catalogue/type-encryption.decide.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { Body, Context, PathParam, Route } from '../http/routing/decorators.js';
import {
  encryptionChanges,
  encryptionEcho,
  encryptionInput,
  type CreateEncryptionBody,
  type UpdateEncryptionBody,
} from './types.input.js';
import { createEncryption, updateEncryption } from './types.schemas.js';
import { encryptionView } from './types.view.js';
import { VOLUME_TYPE_READER, type VolumeTypeReader } from './volume-type.js';

/** How volumes of a type are to be encrypted. The last segment of the path names one member in GET, and nothing elsewhere. */
@Controller()
export class TypeEncryptionController {
  constructor(
    @Inject(VOLUME_TYPE_READER) private readonly reader: VolumeTypeReader,
    private readonly commands: CommandBus,
  ) {}

  @Route({
    method: 'GET',
    path: 'types/:id/encryption',
    status: 200,
    policy: 'volume_extension:volume_type_encryption:get',
  })
  async show(@PathParam() id: string, @Context() context: RequestContext): Promise<object> {
    return this.#members(id, context);
  }

  @Route({
    method: 'GET',
    path: 'types/:id/encryption/:key',
    status: 200,
    policy: 'volume_extension:volume_type_encryption:get',
  })
  async showMember(
    @PathParam() id: string,
    @PathParam('key') key: string,
    @Context() context: RequestContext,
  ): Promise<object> {
    const members = await this.#members(id, context);
    return Object.hasOwn(members, key) ? { [key]: members[key] } : existingEncryption(null, id);
  }

  @Route({
    method: 'POST',
    path: 'types/:id/encryption',
    status: 200,
    policy: 'volume_extension:volume_type_encryption:create',
    body: createEncryption,
  })
  async create(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: CreateEncryptionBody,
  ): Promise<object> {
    const command = new CreateTypeEncryption(commandContext(context), id, encryptionInput(body));
    const encryption_id = await this.commands.execute(command);
    return encryptionEcho(body, { volume_type_id: id, encryption_id });
  }

  @Route({
    method: 'PUT',
    path: 'types/:id/encryption/:key',
    status: 200,
    policy: 'volume_extension:volume_type_encryption:update',
    body: updateEncryption,
  })
  async update(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: UpdateEncryptionBody,
  ): Promise<object> {
    await this.commands.execute(
      new UpdateTypeEncryption(commandContext(context), id, encryptionChanges(body)),
    );
    return encryptionEcho(body);
  }

  @Route({
    method: 'DELETE',
    path: 'types/:id/encryption/:key',
    status: 202,
    policy: 'volume_extension:volume_type_encryption:delete',
    empty: 'html',
  })
  async delete(@PathParam() id: string, @Context() context: RequestContext): Promise<void> {
    await this.commands.execute(new RemoveTypeEncryption(commandContext(context), id));
  }

  async #members(id: string, context: RequestContext): Promise<Record<string, unknown>> {
    const { encryption } = visibleType(await this.reader.catalogue(), id, context);
    return encryption === null ? {} : encryptionView(id, encryption);
  }
}
