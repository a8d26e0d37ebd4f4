import { type StoredEvent, TOMBSTONE_REVISION } from './stored-event.js';

/**
 * A `ReadResp` with one event, written as protobuf without objects in between: reads and subscriptions are made of nothing
 * else, and a replay has a million of them. The spec compares it to what the generated code writes.
 */
export const eventBytes = (event: StoredEvent): Buffer => {
  const type = typeEntry(event.type);
  const contentType = event.json ? JSON_ENTRY : BYTES_ENTRY;
  const created = mapEntry('created', `${event.createdUs}0`);
  const [id, stream] = [Buffer.byteLength(event.id), Buffer.byteLength(event.stream)];
  const position = varintSize(event.position);
  const revision = event.revision === TOMBSTONE_REVISION ? LAST_REVISION.length : varintSize(event.revision);
  const recorded =
    lengthOf(lengthOf(id)) +
    lengthOf(lengthOf(stream)) +
    (1 + revision) +
    2 * (1 + position) +
    (type.length + contentType.length + created.length) +
    lengthOf(event.metadata.length) +
    lengthOf(event.data.length);
  const resolved = lengthOf(recorded) + 1 + position;
  const out = new Output(lengthOf(resolved));
  out.header(1, resolved);
  out.header(1, recorded);
  out.header(1, lengthOf(id)).header(2, id).text(event.id, id);
  out.header(2, lengthOf(stream)).header(3, stream).text(event.stream, stream);
  out.tag(3, VARINT);
  if (event.revision === TOMBSTONE_REVISION) out.bytes(LAST_REVISION);
  else out.varint(event.revision);
  out.tag(4, VARINT).varint(event.position);
  out.tag(5, VARINT).varint(event.position);
  out.bytes(type).bytes(contentType).bytes(created);
  out.header(7, event.metadata.length).bytes(event.metadata);
  out.header(8, event.data.length).bytes(event.data);
  out.tag(3, VARINT).varint(event.position);
  return out.buffer;
};

const VARINT = 0;
const DELIMITED = 2;

/** Bytes of a delimited field with a tag of one byte. */
const lengthOf = (content: number): number => 1 + varintSize(content) + content;

const varintSize = (value: number): number => {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
  return size;
};

/** 2^63 - 1 as a varint. */
const LAST_REVISION = Buffer.from('ffffffffffffffff7f', 'hex');

class Output {
  readonly buffer: Buffer;
  #at = 0;

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(size);
  }

  tag(field: number, kind: number): this {
    this.buffer[this.#at++] = field * 8 + kind;
    return this;
  }

  header(field: number, length: number): this {
    return this.tag(field, DELIMITED).varint(length);
  }

  varint(value: number): this {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.buffer[this.#at++] = (rest % 128) + 128;
    this.buffer[this.#at++] = rest;
    return this;
  }

  text(text: string, length: number): this {
    this.buffer.write(text, this.#at, 'utf8');
    this.#at += length;
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.buffer.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }
}

/** One entry of the map of properties, field 6 of the recorded event. */
const mapEntry = (key: string, value: string): Buffer => {
  const [keyLength, valueLength] = [Buffer.byteLength(key), Buffer.byteLength(value)];
  const entry = lengthOf(keyLength) + lengthOf(valueLength);
  const out = new Output(lengthOf(entry)).header(6, entry);
  return out.header(1, keyLength).text(key, keyLength).header(2, valueLength).text(value, valueLength).buffer;
};

const JSON_ENTRY = mapEntry('content-type', 'application/json');
const BYTES_ENTRY = mapEntry('content-type', 'application/octet-stream');

const typeEntries = new Map<string, Buffer>();
const typesKept = 1024;

/** There are few types, and each comes again and again. */
const typeEntry = (type: string): Buffer => {
  const known = typeEntries.get(type);
  if (known !== undefined) return known;
  if (typeEntries.size >= typesKept) typeEntries.clear();
  const entry = mapEntry('type', type);
  typeEntries.set(type, entry);
  return entry;
};
