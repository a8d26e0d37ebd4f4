import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ProgressReader, type BackupProgress } from './progress-reader.js';

/** How far the operations of a live backup are, at the head of the log; null when there is no such backup. */
export class GetProgress extends Query<BackupProgress | null> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetProgress)
export class GetProgressHandler implements IQueryHandler<GetProgress> {
  constructor(
    private readonly reader: ProgressReader,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ id }: GetProgress): Promise<BackupProgress | null> {
    await this.runner.catchUp();
    return this.reader.read(id);
  }
}
