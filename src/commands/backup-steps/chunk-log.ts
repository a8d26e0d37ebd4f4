import { backupDataCategory, backupDataEvents } from '../../domain/backup/backup-data.events.js';
import { streamOf } from '../../domain/shared/event.js';
import type { WrittenChunk } from '../../drivers/backup/port.js';
import type { EventLog } from '../../drivers/event-log/port.js';
import type { CommandContext } from '../command-context.js';
import { encodeEvents } from '../event-codec.js';

/** The stream of a backup's stored objects: where a transfer goes on after a crash, and what fences off a second worker. */
export class ChunkLog {
  private readonly stream: string;

  constructor(
    private readonly log: EventLog,
    backupId: string,
    private readonly context: CommandContext,
    private readonly node: string,
  ) {
    this.stream = streamOf(backupDataCategory, backupId);
  }

  /**
   * The attempt is a part of the event's id: the log takes the same id twice for a retry, and would let a second worker
   * pass instead of fencing it off.
   * @throws WrongExpectedRevision another worker has recorded this object: stop
   */
  async append(chunk: WrittenChunk, attempt: number): Promise<void> {
    const context = { ...this.context, command_id: `chunk.${chunk.object_id}.${attempt}` };
    const event = { type: 'ChunkWritten', data: { ...chunk, attempt } };
    const expected = chunk.object_id === 1 ? 'no_stream' : BigInt(chunk.object_id - 2);
    const encoded = encodeEvents(backupDataEvents, this.stream, [event], {
      context,
      revision: BigInt(chunk.object_id - 1),
      node: this.node,
    });
    await this.log.append(this.stream, expected, encoded);
  }

  async *written(): AsyncIterable<WrittenChunk> {
    for await (const { data } of this.log.readStream(this.stream)) yield data as unknown as WrittenChunk;
  }

  /** How many objects are recorded, read from the last event alone. */
  async count(): Promise<number> {
    for await (const { revision } of this.log.readStream(this.stream, {
      direction: 'backwards',
      maxCount: 1,
    })) {
      return Number(revision) + 1;
    }
    return 0;
  }
}
