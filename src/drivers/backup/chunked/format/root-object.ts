import { NodeBuilder, type JsonNode } from './json-node.js';
import { JsonSyntaxError, JsonTokenizer, type JsonHandler } from './json-tokenizer.js';

/** The long array of the files of a backup, handed over item by item. */
export interface LongArray {
  readonly name: string;
  onItem(item: JsonNode): void;
  /** Instead of `onItem` for texts, as raw bytes; for speed. */
  onText?(raw: Uint8Array): void;
  /** Awaited between pieces of input. */
  drain(): Promise<void>;
}

/** Bytes looked at between two drains. */
const SLICE_BYTES = 64 * 1024;

/** Depth of the root object and of the long array in it. */
const ROOT = 1;
const IN_ARRAY = 2;

/** Passes what lies in the long array to it, and gathers all other members of the root object. */
class RootHandler implements JsonHandler {
  readonly members = new Map<string, JsonNode>();
  private depth = 0;
  private member = '';
  private streaming = false;
  private readonly builder = new NodeBuilder((node) => {
    if (this.streaming) this.long.onItem(node);
    else this.members.set(this.member, node);
  });

  constructor(private readonly long: LongArray) {}

  startObject(): void {
    if (this.depth++ > 0) this.builder.startObject();
  }

  endObject(): void {
    if (--this.depth > 0) this.builder.endObject();
  }

  startArray(): void {
    this.requireRoot();
    if (this.depth++ === ROOT && this.member === this.long.name) this.streaming = true;
    else this.builder.startArray();
  }

  endArray(): void {
    if (--this.depth === ROOT && this.streaming) {
      this.streaming = false;
      this.members.set(this.member, { kind: 'array', items: [] });
    } else this.builder.endArray();
  }

  key(name: string): void {
    if (this.depth > ROOT) return this.builder.key(name);
    if (this.members.has(name)) throw new JsonSyntaxError(`the member ${name} is given twice`);
    this.member = name;
  }

  string(raw: Uint8Array, decode: () => string): void {
    this.requireRoot();
    if (this.streaming && this.depth === IN_ARRAY && this.long.onText) this.long.onText(raw);
    else this.builder.string(raw, decode);
  }

  number(text: string): void {
    this.requireRoot();
    this.builder.number(text);
  }

  literal(value: boolean | null): void {
    this.requireRoot();
    this.builder.literal(value);
  }

  private requireRoot(): void {
    if (this.depth === 0) throw new JsonSyntaxError('it is not a JSON object');
  }
}

/**
 * Reads a JSON object with one long array. Answers its other members; the array's is there too, empty, when it was one.
 * @throws JsonSyntaxError
 */
export async function readRootObject(
  source: AsyncIterable<Uint8Array>,
  long: LongArray,
): Promise<ReadonlyMap<string, JsonNode>> {
  const handler = new RootHandler(long);
  const tokenizer = new JsonTokenizer(handler);
  for await (const piece of source) {
    for (let at = 0; at < piece.length; at += SLICE_BYTES) {
      tokenizer.push(piece.subarray(at, at + SLICE_BYTES));
      await long.drain();
    }
  }
  tokenizer.end();
  return handler.members;
}
