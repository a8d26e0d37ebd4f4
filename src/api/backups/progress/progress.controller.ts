import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { backupNotFound } from '../../../domain/shared/errors.js';
import { FollowProgress } from '../../../projections/progress/follow-progress.query.js';
import { GetProgress } from '../../../projections/progress/get-progress.query.js';
import type { BackupProgress } from '../../../projections/progress/progress-reader.js';
import type { RequestContext } from '../../http/identity/request-context.js';
import { visibleRow } from '../../http/identity/visible-row.js';
import { EventStream } from '../../http/routing/answer.js';
import { Context, PathParam, Route, RowPolicy, type RowAuthorizer } from '../../http/routing/decorators.js';
import { ProgressStreams } from './progress-streams.js';
import { WantsEvents } from './wants-events.js';

const view = (id: string, { operations }: BackupProgress): object => ({
  progress: { backup_id: id, operations },
});

async function* views(
  id: string,
  source: AsyncGenerator<BackupProgress, void>,
): AsyncGenerator<object, void> {
  for await (const progress of source) yield view(id, progress);
}

/** How far a backup's create and restores are, once or as server-sent events. An addition to Cinder's API. */
@Controller()
export class ProgressController {
  constructor(
    private readonly queries: QueryBus,
    private readonly streams: ProgressStreams,
  ) {}

  @Route({ method: 'GET', path: 'backups/:id/progress', status: 200, policy: 'backup:get', enforce: 'row' })
  async progress(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @WantsEvents() asEvents: boolean,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const found = await this.queries.execute(new GetProgress(id));
    const progress = visibleRow(found, context, () => backupNotFound(id));
    authorize(progress.project_id);
    if (!asEvents) return view(id, progress);
    const follow = async (signal: AbortSignal): Promise<AsyncGenerator<object, void>> =>
      views(id, await this.queries.execute(new FollowProgress(id, signal)));
    return new EventStream(await this.streams.open(follow));
  }
}
