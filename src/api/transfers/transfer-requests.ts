import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AcceptTransfer } from '../../commands/accept-transfer/accept-transfer.command.js';
import { CreateTransfer } from '../../commands/create-transfer/create-transfer.command.js';
import { DeleteTransfer } from '../../commands/delete-transfer/delete-transfer.command.js';
import { DomainError, transferNotFound } from '../../domain/shared/errors.js';
import type { TransferState } from '../../domain/transfer/transfer.state.js';
import { GetTransfer } from '../../projections/transfers/get-transfer.query.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { bodyBoolean } from '../http/body/boolean-words.js';
import { HttpFault } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import type { Links } from '../http/links.js';
import type { RowAuthorizer } from '../http/routing/decorators.js';
import { visibleVolume } from '../volumes/visible-volume.js';
import { transferDetail, transferSummary } from './transfers.view.js';

export interface CreateTransferBody {
  readonly transfer: {
    readonly volume_id: string;
    readonly name?: string | null;
    readonly no_snapshots?: boolean | string;
  };
}

export interface AcceptTransferBody {
  readonly accept: { readonly auth_key: string | number };
}

/** Cinder catches this one refusal itself, so its class is not named (spec 5.7). */
const withoutClass = (error: unknown): never => {
  if (error instanceof DomainError && error.code === 'VolumeSizeExceedsAvailableQuota') {
    throw new HttpFault('HTTPRequestEntityTooLarge', error.message);
  }
  throw error;
};

/** What both families of URLs do (spec 5.7). */
@Injectable()
export class TransferRequests {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  async create(
    context: RequestContext,
    { transfer: { volume_id, name, no_snapshots } }: CreateTransferBody,
    authorize: RowAuthorizer,
    links: Links,
  ): Promise<object> {
    const found = await this.queries.execute(new GetVolume(volume_id));
    authorize(visibleVolume(found, context, volume_id).project_id);
    const input = { volume_id, name: name?.trim() ?? null, no_snapshots: bodyBoolean(no_snapshots) };
    const { transfer, auth_key } = await this.commands.execute(
      new CreateTransfer(commandContext(context), input),
    );
    return { transfer: { ...transferDetail(transfer, links, context), auth_key } };
  }

  async show(id: string, context: RequestContext, links: Links): Promise<object> {
    return { transfer: transferDetail(await this.#transfer(id, context), links, context) };
  }

  async accept(
    id: string,
    context: RequestContext,
    { accept }: AcceptTransferBody,
    links: Links,
  ): Promise<object> {
    const command = new AcceptTransfer(commandContext(context), id, String(accept.auth_key));
    return { transfer: transferSummary(await this.commands.execute(command).catch(withoutClass), links) };
  }

  async delete(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<void> {
    authorize((await this.#transfer(id, context)).project_id);
    await this.commands.execute(new DeleteTransfer(commandContext(context), id));
  }

  async #transfer(id: string, context: RequestContext): Promise<TransferState> {
    return visibleRow(await this.queries.execute(new GetTransfer(id)), context, () => transferNotFound(id));
  }
}
