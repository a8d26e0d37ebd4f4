import { randomUUID } from 'node:crypto';
import type { AppendResult, EventLog, LogPosition } from '../../src/drivers/event-log/port.js';
import { ProjectionRunner } from '../../src/projections/runner/projection-runner.js';
import { openTestReadModel, type TestReadModel } from './read-model.js';

export interface TestProjection extends TestReadModel {
  readonly runner: ProjectionRunner;
  readonly messages: readonly string[];
  /** Stops the runner and leaves the file to the next one. */
  halt(): Promise<void>;
  /** Stops the runner and removes the file. */
  end(): Promise<void>;
}

/** A runner over a log, not started, with a read model of its own. */
export const projectionOf = (log: EventLog, readModel = openTestReadModel()): TestProjection => {
  const messages: string[] = [];
  const note = (message: string): void => void messages.push(message);
  const runner = new ProjectionRunner(log, readModel.model, readModel.projector, { warn: note, error: note });
  return {
    ...readModel,
    runner,
    messages,
    halt: async () => {
      await runner.stop();
      readModel.model.close();
    },
    end: async () => {
      await runner.stop();
      readModel.close();
    },
  };
};

/** Appends to streams one after the other, remembering where each of them ends. */
export class Writer {
  private readonly ends = new Map<string, bigint>();
  constructor(private readonly log: EventLog) {}

  async add(stream: string, ...events: readonly { type: string; data: unknown }[]): Promise<LogPosition> {
    const end = this.ends.get(stream);
    const { revision, position }: AppendResult = await this.log.append(
      stream,
      end ?? 'no_stream',
      events.map(({ type, data }) => ({
        id: randomUUID(),
        type,
        data: data as Readonly<Record<string, unknown>>,
        metadata: { schema: 1 },
      })),
    );
    this.ends.set(stream, revision);
    if (position === undefined) throw new Error('the log did not tell where it appended');
    return position;
  }
}
