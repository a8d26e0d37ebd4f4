/**
 * The answers of reads and subscriptions as the client wants them: objects with the getters of the generated code. Those with
 * an event, of which a replay reads a million, are decoded here in one pass at a fraction of the generated code's cost;
 * everything else is left to it. `undefined`: leave it to the generated code.
 * @throws RangeError for a message that was cut off
 */
export const eventAnswer = (bytes: Buffer): EventAnswer | undefined => {
  if (bytes[0] !== delimited(1)) return undefined;
  const cursor = new Cursor(bytes);
  cursor.at = 1;
  const resolved = resolvedOf(cursor, cursor.end());
  return resolved === undefined || cursor.at !== bytes.length ? undefined : new EventAnswer(resolved);
};

const delimited = (field: number): number => field * 8 + 2;
const varint = (field: number): number => field * 8;
const no = (): false => false;

/** An event that was not reached through a link. */
const resolvedOf = (cursor: Cursor, end: number): ResolvedAnswer | undefined => {
  let record: RecordAnswer | undefined;
  let commit: number | bigint | undefined;
  while (cursor.at < end) {
    const tag = cursor.number();
    if (tag === delimited(1) && record === undefined) record = recordOf(cursor, cursor.end());
    else if (tag === varint(3)) commit = cursor.number();
    else return undefined;
  }
  return record === undefined || commit === undefined ? undefined : new ResolvedAnswer(record, commit);
};

const recordOf = (cursor: Cursor, end: number): RecordAnswer | undefined => {
  const record = new RecordAnswer(cursor.bytes);
  while (cursor.at < end) {
    if (!readField(cursor, Number(cursor.number()), record)) return undefined;
  }
  return cursor.at !== end || record.id === '' || record.stream === undefined ? undefined : record;
};

/** False for a form that only the generated code knows. */
const readField = (cursor: Cursor, tag: number, record: RecordAnswer): boolean => {
  switch (tag) {
    case delimited(1):
      return (record.id = cursor.only(2) ?? '') !== '';
    case delimited(2):
      return (record.stream = cursor.only(3)) !== undefined;
    case varint(3):
      record.revision = cursor.number();
      return true;
    case varint(4):
      record.prepare = cursor.number();
      return true;
    case varint(5):
      record.commit = cursor.number();
      return true;
    case delimited(6):
      return readProperty(cursor, record);
    case delimited(7):
      record.metadata = cursor.range();
      return true;
    case delimited(8):
      record.data = cursor.range();
      return true;
    default:
      return false;
  }
};

/** One of the server's own facts about an event; there are three that anybody asks for. */
const readProperty = (cursor: Cursor, record: RecordAnswer): boolean => {
  const end = cursor.end();
  if (cursor.number() !== delimited(1)) return false;
  const key = cursor.text();
  if (cursor.number() !== delimited(2)) return false;
  const value = cursor.text();
  if (key === 'type') record.type = value;
  else if (key === 'created') record.created = value;
  else if (key === 'content-type') record.contentType = value;
  else return false;
  return cursor.at === end;
};

/** Where a field's bytes lie in the message. */
interface Range {
  readonly from: number;
  readonly to: number;
}
const nothing: Range = { from: 0, to: 0 };

/** A recorded event, with those getters of the generated class that the client calls. */
export class RecordAnswer {
  id = '';
  stream: string | undefined;
  type: string | undefined;
  created: string | undefined;
  contentType: string | undefined;
  revision: number | bigint = 0;
  commit: number | bigint = 0;
  prepare: number | bigint = 0;
  metadata = nothing;
  data = nothing;

  constructor(private readonly bytes: Buffer) {}

  dataText(): string {
    return this.bytes.toString('utf8', this.data.from, this.data.to);
  }
  hasMetadata(): boolean {
    return this.metadata.to > this.metadata.from;
  }
  metadataText(): string {
    return this.bytes.toString('utf8', this.metadata.from, this.metadata.to);
  }

  hasId(): true {
    return true;
  }
  hasStreamIdentifier(): true {
    return true;
  }
  getMetadataMap(): { get(key: string): string | undefined } {
    const known: Record<string, string | undefined> = {
      type: this.type,
      created: this.created,
      'content-type': this.contentType,
    };
    return { get: (key) => known[key] };
  }
  getId(): { hasStructured(): boolean; getString(): string } {
    return { hasStructured: no, getString: () => this.id };
  }
  getStreamIdentifier(): { getStreamName(): Uint8Array } {
    return { getStreamName: () => Buffer.from(this.stream ?? '') };
  }
  getStreamRevision(): number | bigint {
    return this.revision;
  }
  getCommitPosition(): number | bigint {
    return this.commit;
  }
  getPreparePosition(): number | bigint {
    return this.prepare;
  }
  getCustomMetadata_asU8(): Uint8Array {
    return this.bytes.subarray(this.metadata.from, this.metadata.to);
  }
  getData(): Uint8Array {
    return this.getData_asU8();
  }
  getData_asU8(): Uint8Array {
    return this.bytes.subarray(this.data.from, this.data.to);
  }
}

/** The event and where it stands. */
export class ResolvedAnswer {
  constructor(
    readonly record: RecordAnswer,
    private readonly commit: number | bigint,
  ) {}
  hasEvent(): true {
    return true;
  }
  hasLink(): false {
    return false;
  }
  hasCommitPosition(): true {
    return true;
  }
  getEvent(): RecordAnswer {
    return this.record;
  }
  getCommitPosition(): number | bigint {
    return this.commit;
  }
}

export class EventAnswer {
  constructor(private readonly resolved: ResolvedAnswer) {}
  hasEvent(): true {
    return true;
  }
  getEvent(): ResolvedAnswer {
    return this.resolved;
  }
}

/** Walks over a message and the messages in it. */
class Cursor {
  at = 0;
  constructor(readonly bytes: Buffer) {}

  /** A number, or a field's tag. */
  number(): number | bigint {
    let value = 0;
    let scale = 1;
    const start = this.at;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError('a number without an end');
      value += (byte & 127) * scale;
      if (byte < 128) return value <= Number.MAX_SAFE_INTEGER ? value : this.#wide(start);
      scale *= 128;
    }
  }

  /** Reads a length: where the field's content ends, which begins here. */
  end(): number {
    const length = Number(this.number());
    const end = this.at + length;
    if (end > this.bytes.length) throw new RangeError('a field that is longer than its message');
    return end;
  }

  range(): Range {
    const to = this.end();
    const from = this.at;
    this.at = to;
    return { from, to };
  }

  text(): string {
    const end = this.end();
    const start = this.at;
    this.at = end;
    return this.bytes.toString('utf8', start, end);
  }

  /** The text of a message that has this one field; undefined for any other. */
  only(field: number): string | undefined {
    const end = this.end();
    if (this.number() !== delimited(field)) return undefined;
    const text = this.text();
    return this.at === end ? text : undefined;
  }

  #wide(start: number): bigint {
    let value = 0n;
    for (let at = this.at - 1; at >= start; at -= 1) {
      value = value * 128n + BigInt((this.bytes[at] ?? 0) & 127);
    }
    return value;
  }
}
