import type { RecordedEvent } from '../drivers/event-log/port.js';

/** An aggregate as its stream tells it. */
export interface Loaded<S> {
  readonly state: S | null;
  /** Revision of the last event; -1n when there is no stream. */
  readonly revision: bigint;
  /** The event that began the operation under way: the newest whose name ends in Requested. */
  readonly operation: RecordedEvent | null;
}

const capacity = 2_000;

/** The newest states that were read from the log or written to it, oldest use forgotten first. Each is true as of its own revision. */
export class LoadedCache {
  private readonly entries = new Map<string, Loaded<unknown>>();

  get<S>(stream: string): Loaded<S> | undefined {
    const found = this.entries.get(stream);
    if (found === undefined) return undefined;
    this.entries.delete(stream);
    this.entries.set(stream, found);
    return found as Loaded<S>;
  }

  set(stream: string, loaded: Loaded<unknown>): void {
    const known = this.entries.get(stream);
    if (loaded.revision < 0n || (known !== undefined && known.revision > loaded.revision)) return;
    this.entries.delete(stream);
    this.entries.set(stream, loaded);
    const oldest = this.entries.keys().next();
    if (this.entries.size > capacity && !oldest.done) this.entries.delete(oldest.value);
  }
}
