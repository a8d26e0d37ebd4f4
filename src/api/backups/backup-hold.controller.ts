import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { HoldBackup } from '../../commands/hold-backup/hold-backup.command.js';
import { ReleaseBackupHold } from '../../commands/release-backup-hold/release-backup-hold.command.js';
import type { BackupState } from '../../domain/backup/backup.state.js';
import { backupNotFound } from '../../domain/shared/errors.js';
import { parseTime, toCinderTime } from '../../domain/shared/time.js';
import { GetBackup } from '../../projections/backups/get-backup.query.js';
import { invalidInput } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import {
  Action,
  Body,
  Context,
  PathParam,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { holdBackup, releaseHold } from './backup-hold.schemas.js';
import { holdBody } from './backup-hold.view.js';

interface HoldBody {
  readonly hold: { readonly reason: string; readonly until?: string | null };
}

const now = (): string => toCinderTime(new Date());

const untilOf = ({ hold: { until } }: HoldBody): string | null => {
  if (until === undefined || until === null) return null;
  const moment = parseTime(until);
  if (moment === null) throw invalidInput(`'until' must be an ISO 8601 time, not '${until}'.`);
  return moment;
};

/** Keeps a backup from being deleted. An addition to Cinder's API (docs/extensions.md). */
@Controller()
export class BackupHoldController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({
    method: 'GET',
    path: 'backups/:id/hold',
    status: 200,
    policy: 'backup:get_hold',
    enforce: 'row',
  })
  async show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    return holdBody(await this.#visible(id, context, authorize), now());
  }

  @Action({
    on: 'backups',
    name: 'hold',
    status: 200,
    policy: 'backup:hold',
    enforce: 'row',
    body: holdBackup,
  })
  async hold(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: HoldBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#visible(id, context, authorize);
    const input = { reason: body.hold.reason, until: untilOf(body) };
    return holdBody(await this.commands.execute(new HoldBackup(commandContext(context), id, input)), now());
  }

  @Action({
    on: 'backups',
    name: 'release_hold',
    status: 200,
    policy: 'backup:release_hold',
    enforce: 'row',
    body: releaseHold,
  })
  async release(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#visible(id, context, authorize);
    await this.commands.execute(new ReleaseBackupHold(commandContext(context), id));
    return { hold: null };
  }

  async #visible(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<BackupState> {
    const backup = visibleRow(await this.queries.execute(new GetBackup(id)), context, () =>
      backupNotFound(id),
    );
    authorize(backup.project_id);
    return backup;
  }
}
