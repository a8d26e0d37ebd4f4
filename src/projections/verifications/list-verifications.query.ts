import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { VerificationState } from '../../domain/verification/verification.state.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';

/** The newest verifications of a backup, newest first, as they are at the head of the log. */
export class ListVerifications extends Query<readonly VerificationState[]> {
  constructor(
    readonly backupId: string,
    readonly limit: number,
  ) {
    super();
  }
}

@QueryHandler(ListVerifications)
export class ListVerificationsHandler implements IQueryHandler<ListVerifications> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ backupId, limit }: ListVerifications): Promise<readonly VerificationState[]> {
    await this.runner.catchUp();
    return this.model
      .all('SELECT state FROM verifications WHERE backup_id = ? ORDER BY created_at DESC, id DESC LIMIT ?', [
        backupId,
        limit,
      ])
      .map(({ state }) => JSON.parse(String(state)) as VerificationState);
  }
}
