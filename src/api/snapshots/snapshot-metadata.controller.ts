import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ChangeSnapshotMetadata } from '../../commands/change-snapshot-metadata/change-snapshot-metadata.command.js';
import type { MetadataChange } from '../../commands/metadata-change.js';
import { DomainError, snapshotNotFound } from '../../domain/shared/errors.js';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { GetSnapshot } from '../../projections/snapshots/get-snapshot.query.js';
import type { Metadata } from '../http/body/trimmed.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import {
  Body,
  Context,
  PathParam,
  PathParams,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { entryFor, type EntryPath, type MetaBody, type MetadataBody } from '../metadata/one-entry.js';
import { snapshotMetadata, snapshotMetadataEntry } from './snapshots.schemas.js';

/** As the volumes' (spec 2.6), but without Etag, and adding is the same right as replacing (spec 3.3). */
@Controller()
export class SnapshotMetadataController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({
    method: 'GET',
    path: 'snapshots/:id/metadata',
    status: 200,
    policy: 'volume:get_snapshot_metadata',
    enforce: 'row',
  })
  async list(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const { metadata } = await this.#snapshot(id, context, authorize);
    return { metadata };
  }

  @Route({
    method: 'POST',
    path: 'snapshots/:id/metadata',
    status: 200,
    policy: 'volume:update_snapshot_metadata',
    enforce: 'row',
    body: snapshotMetadata,
  })
  async add(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { metadata }: MetadataBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#snapshot(id, context, authorize);
    return { metadata: await this.#change(id, context, { kind: 'merge', metadata }) };
  }

  @Route({
    method: 'PUT',
    path: 'snapshots/:id/metadata',
    status: 200,
    policy: 'volume:update_snapshot_metadata',
    enforce: 'row',
    body: snapshotMetadata,
  })
  async replace(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { metadata }: MetadataBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#snapshot(id, context, authorize);
    return { metadata: await this.#change(id, context, { kind: 'replace', metadata }) };
  }

  @Route({
    method: 'GET',
    path: 'snapshots/:id/metadata/:key',
    status: 200,
    policy: 'volume:get_snapshot_metadata',
    enforce: 'row',
  })
  async show(
    @PathParams() { id, key }: EntryPath,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const { metadata } = await this.#snapshot(id, context, authorize);
    if (!Object.hasOwn(metadata, key)) {
      throw new DomainError('SnapshotMetadataNotFound', `Snapshot ${id} has no metadata with key ${key}.`);
    }
    return { meta: { [key]: metadata[key] } };
  }

  @Route({
    method: 'PUT',
    path: 'snapshots/:id/metadata/:key',
    status: 200,
    policy: 'volume:update_snapshot_metadata',
    enforce: 'row',
    body: snapshotMetadataEntry,
  })
  async set(
    @PathParams() { id, key }: EntryPath,
    @Context() context: RequestContext,
    @Body() body: MetaBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const metadata = entryFor(key, body);
    await this.#snapshot(id, context, authorize);
    const changed = await this.#change(id, context, { kind: 'merge', metadata });
    return { meta: { [key]: changed[key] } };
  }

  @Route({
    method: 'DELETE',
    path: 'snapshots/:id/metadata/:key',
    status: 200,
    policy: 'volume:delete_snapshot_metadata',
    enforce: 'row',
    empty: 'html',
  })
  async remove(
    @PathParams() { id, key }: EntryPath,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#snapshot(id, context, authorize);
    await this.#change(id, context, { kind: 'remove', key });
  }

  async #snapshot(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<SnapshotState> {
    const found = await this.queries.execute(new GetSnapshot(id));
    const snapshot = visibleRow(found, context, () => snapshotNotFound(id));
    authorize(snapshot.project_id);
    return snapshot;
  }

  #change(id: string, context: RequestContext, change: MetadataChange): Promise<Metadata> {
    return this.commands.execute(new ChangeSnapshotMetadata(commandContext(context), id, change));
  }
}
