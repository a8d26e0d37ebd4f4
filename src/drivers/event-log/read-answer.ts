/**
 * The answers of reads and subscriptions as the client wants them: objects with the getters of the generated code. Those with
 * an event, of which a replay reads a million, are decoded here at a fraction of the generated code's cost; everything else
 * is left to it. `undefined`: leave it to the generated code.
 */
export const eventAnswer = (bytes: Buffer): EventAnswer | undefined => {
  const outer = new Fields(bytes, 0, bytes.length);
  if (outer.next() !== delimited(1)) return undefined;
  const event = resolvedOf(outer.content());
  return event === undefined || outer.next() !== END ? undefined : new EventAnswer(event);
};

const delimited = (field: number): number => field * 8 + 2;
const varint = (field: number): number => field * 8;
const END = -1;
const no = (): false => false;

/** An event that was not reached through a link. */
const resolvedOf = (fields: Fields): ResolvedAnswer | undefined => {
  let record: RecordAnswer | undefined;
  let commit: number | bigint | undefined;
  for (let tag = fields.next(); tag !== END; tag = fields.next()) {
    if (tag === delimited(1) && record === undefined) record = recordOf(fields.content());
    else if (tag === varint(3)) commit = fields.number();
    else return undefined;
  }
  return record === undefined || commit === undefined ? undefined : new ResolvedAnswer(record, commit);
};

const recordOf = (fields: Fields): RecordAnswer | undefined => {
  const record = new RecordAnswer();
  for (let tag = fields.next(); tag !== END; tag = fields.next()) {
    const setter = recordFields[tag];
    if (setter === undefined || !setter(record, fields)) return undefined;
  }
  return record.id === '' || record.stream === undefined ? undefined : record;
};

/** By tag, how a field of a recorded event is read; false for a form that only the generated code knows. */
const recordFields: Readonly<Record<number, (record: RecordAnswer, fields: Fields) => boolean>> = {
  [delimited(1)]: (record, fields) => {
    const id = fields.content();
    if (id.next() !== delimited(2)) return false;
    record.id = id.bytes().toString('utf8');
    return id.next() === END;
  },
  [delimited(2)]: (record, fields) => {
    const identifier = fields.content();
    if (identifier.next() !== delimited(3)) return false;
    record.stream = identifier.bytes();
    return identifier.next() === END;
  },
  [varint(3)]: (record, fields) => {
    record.revision = fields.number();
    return true;
  },
  [varint(4)]: (record, fields) => {
    record.prepare = fields.number();
    return true;
  },
  [varint(5)]: (record, fields) => {
    record.commit = fields.number();
    return true;
  },
  [delimited(6)]: (record, fields) => {
    const entry = fields.content();
    if (entry.next() !== delimited(1)) return false;
    const key = entry.bytes().toString();
    if (entry.next() !== delimited(2)) return false;
    record.properties.set(key, entry.bytes().toString());
    return entry.next() === END;
  },
  [delimited(7)]: (record, fields) => {
    record.metadata = fields.bytes();
    return true;
  },
  [delimited(8)]: (record, fields) => {
    record.data = fields.bytes();
    return true;
  },
};

const nothing: Buffer = Buffer.alloc(0);

/** A recorded event, with those getters of the generated class that the client calls. */
class RecordAnswer {
  id = '';
  stream: Buffer | undefined;
  revision: number | bigint = 0;
  commit: number | bigint = 0;
  prepare: number | bigint = 0;
  metadata = nothing;
  data = nothing;
  readonly properties = new Map<string, string>();

  hasId(): true {
    return true;
  }
  hasStreamIdentifier(): true {
    return true;
  }
  getMetadataMap(): ReadonlyMap<string, string> {
    return this.properties;
  }
  getId(): { hasStructured(): boolean; getString(): string } {
    return { hasStructured: no, getString: () => this.id };
  }
  getStreamIdentifier(): { getStreamName(): Uint8Array } {
    return { getStreamName: () => this.stream ?? nothing };
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
    return this.metadata;
  }
  getData(): Uint8Array {
    return this.data;
  }
  getData_asU8(): Uint8Array {
    return this.data;
  }
}

/** The event and where it stands. */
class ResolvedAnswer {
  constructor(
    private readonly record: RecordAnswer,
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

/** Walks over the fields of one message. */
class Fields {
  constructor(
    private readonly buffer: Buffer,
    private at: number,
    private readonly end: number,
  ) {}

  /** The next field's number and kind as one number, or END. */
  next(): number {
    return this.at >= this.end ? END : Number(this.number());
  }

  /** @throws RangeError for a message that was cut off */
  number(): number | bigint {
    let value = 0;
    let scale = 1;
    const start = this.at;
    for (;;) {
      const byte = this.buffer[this.at++];
      if (byte === undefined || this.at > this.end) throw new RangeError('a number without an end');
      value += (byte & 127) * scale;
      if (byte < 128) return value <= Number.MAX_SAFE_INTEGER ? value : this.#wide(start);
      scale *= 128;
    }
  }

  bytes(): Buffer {
    const length = Number(this.number());
    const start = this.at;
    this.at += length;
    if (this.at > this.end) throw new RangeError('a field that is longer than its message');
    return this.buffer.subarray(start, this.at);
  }

  /** The fields of a message in this one. */
  content(): Fields {
    const length = Number(this.number());
    const start = this.at;
    this.at += length;
    if (this.at > this.end) throw new RangeError('a message that is longer than the one it is in');
    return new Fields(this.buffer, start, this.at);
  }

  #wide(start: number): bigint {
    let value = 0n;
    for (let at = this.at - 1; at >= start; at -= 1) {
      value = value * 128n + BigInt((this.buffer[at] ?? 0) & 127);
    }
    return value;
  }
}
