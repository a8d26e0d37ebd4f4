import type {
  ObjectAddress,
  ObjectStore,
  PutOptions,
  SmallObject,
  StoredObject,
  WantedObject,
} from '../../src/drivers/backup/object-store/port.js';
import { bytesOf } from './byte-streams.js';

/** What happens at a call: a thrown error, or for bodies a change of the bytes on their way. */
type Fault =
  | { readonly kind: 'fail'; readonly error: Error }
  | { readonly kind: 'break'; readonly afterBytes: number; readonly error: Error }
  | { readonly kind: 'truncate'; readonly afterBytes: number }
  | { readonly kind: 'flip'; readonly atByte: number }
  | { readonly kind: 'run'; readonly callback: () => void | Promise<void> };

type Operation = keyof ObjectStore;

interface ScriptLine {
  readonly operation: Operation;
  readonly matching: RegExp;
  skip: number;
  left: number;
  readonly fault: Fault;
}

/** One line of the script: which calls it waits for. The last method, which says what happens, puts it into the script. */
export class FaultRule {
  private pattern = /./;
  private skipped = 0;
  private count = 1;

  constructor(
    private readonly operation: Operation,
    private readonly add: (line: ScriptLine) => void,
  ) {}

  /** Only calls whose object name (or prefix, or container) matches. */
  matching(pattern: RegExp): this {
    this.pattern = pattern;
    return this;
  }

  /** Lets so many matching calls pass first. */
  after(calls: number): this {
    this.skipped = calls;
    return this;
  }

  /** Happens so often, then never again; default once. */
  times(count: number): this {
    this.count = count;
    return this;
  }

  fail(error: Error): void {
    this.finish({ kind: 'fail', error });
  }

  /** put: the inner store sees the body break; get: the reader does. */
  breakAfter(afterBytes: number, error: Error): void {
    this.finish({ kind: 'break', afterBytes, error });
  }

  /** get only: the object ends early, without an error. */
  truncateAfter(afterBytes: number): void {
    this.finish({ kind: 'truncate', afterBytes });
  }

  /** get only: one bit is wrong. */
  flipBitAt(atByte: number): void {
    this.finish({ kind: 'flip', atByte });
  }

  /** Does something else first, then the call goes on. */
  run(callback: () => void | Promise<void>): void {
    this.finish({ kind: 'run', callback });
  }

  private finish(fault: Fault): void {
    const { operation, pattern, skipped, count } = this;
    this.add({ operation, matching: pattern, skip: skipped, left: count, fault });
  }
}

/** A store that plays a script of faults: `faulty.on('put').matching(/-00003$/).fail(new BackupStoreError('…'))`. */
export class FaultyObjectStore implements ObjectStore {
  private readonly script: ScriptLine[] = [];
  /** Every call that came, as `put P-00001`. */
  readonly calls: string[] = [];
  /** False: a store that cannot copy by itself. */
  canCopy = true;

  constructor(private readonly inner: ObjectStore) {}

  on(operation: Operation): FaultRule {
    return new FaultRule(operation, (line) => this.script.push(line));
  }

  /** True when everything in the script has happened. */
  get isPlayed(): boolean {
    return this.script.every(({ left }) => left === 0);
  }

  async ensureContainer(container: string): Promise<void> {
    await this.meet('ensureContainer', container);
    return this.inner.ensureContainer(container);
  }

  async put(
    container: string,
    name: string,
    body: AsyncIterable<Uint8Array>,
    options?: PutOptions,
  ): Promise<StoredObject> {
    const fault = await this.meet('put', name);
    return this.inner.put(container, name, fault ? damagedBody(body, fault) : body, options);
  }

  /** A fault of one object meets its put; the others are stored. */
  async putAll(container: string, objects: readonly SmallObject[]): Promise<void> {
    const puts = objects.map(({ name, bytes }) => this.put(container, name, once(bytes), { ifAbsent: true }));
    await Promise.allSettled(puts);
    await Promise.all(puts);
  }

  async copy(from: ObjectAddress, to: ObjectAddress): Promise<StoredObject | null> {
    await this.meet('copy', to.name);
    return this.canCopy ? this.inner.copy(from, to) : null;
  }

  async *get(container: string, name: string): AsyncGenerator<Uint8Array> {
    const fault = await this.meet('get', name);
    const body = this.inner.get(container, name);
    yield* fault ? damagedBody(body, fault) : body;
  }

  /** A fault of one object meets its get. */
  async getAll(container: string, wanted: readonly WantedObject[]): Promise<(Uint8Array | null)[]> {
    const gets = wanted.map(async ({ name, room }) => {
      const bytes = await bytesOf(this.get(container, name));
      if (bytes.length > room.length) return null;
      room.set(bytes);
      return room.subarray(0, bytes.length);
    });
    await Promise.allSettled(gets);
    return Promise.all(gets);
  }

  async stat(container: string, name: string): Promise<StoredObject> {
    await this.meet('stat', name);
    return this.inner.stat(container, name);
  }

  async *list(container: string, prefix: string): AsyncGenerator<string> {
    await this.meet('list', prefix);
    yield* this.inner.list(container, prefix);
  }

  async delete(container: string, name: string): Promise<void> {
    await this.meet('delete', name);
    return this.inner.delete(container, name);
  }

  async discardPartialPuts(container: string, prefix: string): Promise<number> {
    await this.meet('discardPartialPuts', prefix);
    return this.inner.discardPartialPuts(container, prefix);
  }

  async removeContainerIfEmpty(container: string): Promise<void> {
    await this.meet('removeContainerIfEmpty', container);
    return this.inner.removeContainerIfEmpty(container);
  }

  /** Plays the first line that waits for this call; answers a fault of the body, which is still to come. */
  private async meet(operation: Operation, subject: string): Promise<Fault | null> {
    this.calls.push(`${operation} ${subject}`);
    const line = this.script.find(
      (one) => one.operation === operation && one.left > 0 && one.matching.test(subject),
    );
    if (!line) return null;
    if (line.skip > 0) {
      line.skip--;
      return null;
    }
    line.left--;
    if (line.fault.kind === 'fail') throw line.fault.error;
    if (line.fault.kind !== 'run') return line.fault;
    await line.fault.callback();
    return null;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* damagedBody(body: AsyncIterable<Uint8Array>, fault: Fault): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const piece of body) {
    const end = at + piece.length;
    if ('afterBytes' in fault && end > fault.afterBytes) {
      yield piece.slice(0, fault.afterBytes - at);
      if (fault.kind === 'break') throw fault.error;
      return;
    }
    if (fault.kind === 'flip' && at <= fault.atByte && fault.atByte < end) {
      const flipped = piece.slice();
      flipped[fault.atByte - at] = (flipped[fault.atByte - at] ?? 0) ^ 1;
      yield flipped;
    } else yield piece;
    at = end;
  }
  if (fault.kind === 'break') throw fault.error;
}
