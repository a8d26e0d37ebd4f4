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
   * Objects that follow each other, in one append: all of them, or none.
   * The attempt is a part of the events' ids: the log takes the same id twice for a retry, and would let a second worker
   * pass instead of fencing it off.
   * @throws WrongExpectedRevision another worker has recorded one of these objects: stop
   */
  async append(chunks: readonly WrittenChunk[], attempt: number): Promise<void> {
    const first = chunks[0]?.object_id;
    if (first === undefined) return;
    const context = { ...this.context, command_id: `chunk.${first}.${attempt}` };
    const events = chunks.map((chunk) => ({ type: 'ChunkWritten', data: { ...chunk, attempt } }));
    const expected = first === 1 ? 'no_stream' : BigInt(first - 2);
    const encoded = encodeEvents(backupDataEvents, this.stream, events, {
      context,
      revision: BigInt(first - 1),
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
