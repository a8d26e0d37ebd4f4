/**
 * Reads JSON piece by piece, from bytes to calls, and holds one text or number at most: a hash list of a 1 TiB volume is 2 GiB of
 * JSON. Grammar and UTF-8 are checked as strictly as Python's reader does it, which also refuses a byte order mark.
 */
export interface JsonHandler {
  startObject(): void;
  endObject(): void;
  startArray(): void;
  endArray(): void;
  /** A member's name. */
  key(name: string): void;
  /** A text's bytes between its quotes; valid during the call only. `decode` gives the text. */
  string(raw: Uint8Array, decode: () => string): void;
  /** As it is written. */
  number(text: string): void;
  literal(value: boolean | null): void;
}

/** The text is not JSON, or more than a reader should have to take. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const [COMMA, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d,
];

const MAX_DEPTH = 500;
/** Bytes of one text: volume_meta is the longest, with a few hundred members of at most 255 characters. */
const MAX_TOKEN_BYTES = 16 * 1024 * 1024;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LITERALS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** What may come next. */
type Expect = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'nothing';

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isStructure = (byte: number): boolean =>
  byte === COMMA ||
  byte === COLON ||
  byte === OPEN_ARRAY ||
  byte === CLOSE_ARRAY ||
  byte === OPEN_OBJECT ||
  byte === CLOSE_OBJECT;

export class JsonTokenizer {
  private expect: Expect = 'value';
  /** Innermost last; true for an object. */
  private readonly nesting: boolean[] = [];
  /** The beginning of a text or word that is not complete, and which of the two it is. */
  private carried: Uint8Array[] = [];
  private carriedBytes = 0;
  private inside: 'nothing' | 'text' | 'word' = 'nothing';
  /** The last byte of the piece was a backslash that escapes what comes. */
  private escaping = false;
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  constructor(private readonly handler: JsonHandler) {}

  /** @throws JsonSyntaxError, and what the handler throws */
  push(piece: Uint8Array): void {
    let at = 0;
    while (at < piece.length) {
      if (this.inside === 'text') at = this.onText(piece, at);
      else if (this.inside === 'word') at = this.onWord(piece, at);
      else at = this.onByte(piece[at] as number, at);
    }
  }

  /** Call at the end of the data. @throws JsonSyntaxError when it came too early */
  end(): void {
    if (this.inside === 'word') this.finishWord(new Uint8Array(0));
    if (this.inside === 'text' || this.expect !== 'nothing')
      throw new JsonSyntaxError('the JSON text is cut short');
  }

  private onByte(byte: number, at: number): number {
    if (isSpace(byte)) return at + 1;
    if (byte === QUOTE) {
      this.inside = 'text';
      return at + 1;
    }
    if (isStructure(byte)) {
      this.onStructure(byte);
      return at + 1;
    }
    this.inside = 'word';
    return at;
  }

  private onStructure(byte: number): void {
    switch (byte) {
      case OPEN_OBJECT:
        return this.open(true);
      case OPEN_ARRAY:
        return this.open(false);
      case CLOSE_OBJECT:
        return this.close(true, this.expect === 'name or }');
      case CLOSE_ARRAY:
        return this.close(false, this.expect === 'value or ]');
      case COLON:
        if (this.expect !== ':') throw this.unexpected('a colon');
        this.expect = 'value';
        return;
      default:
        if (this.expect !== ', or end') throw this.unexpected('a comma');
        this.expect = this.nesting.at(-1) === true ? 'name' : 'value';
    }
  }

  private open(isObject: boolean): void {
    this.beforeValue(isObject ? 'an object' : 'an array');
    if (this.nesting.length === MAX_DEPTH) throw new JsonSyntaxError('the JSON text is nested too deeply');
    this.nesting.push(isObject);
    this.expect = isObject ? 'name or }' : 'value or ]';
    if (isObject) this.handler.startObject();
    else this.handler.startArray();
  }

  private close(isObject: boolean, isEmpty: boolean): void {
    if (this.nesting.at(-1) !== isObject || !(isEmpty || this.expect === ', or end')) {
      throw this.unexpected(isObject ? 'the end of an object' : 'the end of an array');
    }
    this.nesting.pop();
    this.afterValue();
    if (isObject) this.handler.endObject();
    else this.handler.endArray();
  }

  private onText(piece: Uint8Array, from: number): number {
    let at = from;
    if (this.escaping) {
      this.escaping = false;
      at++;
    }
    for (; at < piece.length; at++) {
      const byte = piece[at] as number;
      if (byte === QUOTE) {
        this.finishText(this.token(piece.subarray(from, at)));
        return at + 1;
      }
      if (byte < SPACE) throw new JsonSyntaxError('a control character stands in a JSON text');
      // What is escaped is looked at when the text is decoded; here it only must not end it.
      if (byte === BACKSLASH) at++;
    }
    this.escaping = at > piece.length;
    this.carry(piece.subarray(from));
    return piece.length;
  }

  private onWord(piece: Uint8Array, from: number): number {
    let at = from;
    while (at < piece.length && !this.endsWord(piece[at] as number)) at++;
    if (at === piece.length) this.carry(piece.subarray(from));
    else this.finishWord(piece.subarray(from, at));
    return at;
  }

  private endsWord(byte: number): boolean {
    return isSpace(byte) || isStructure(byte) || byte === QUOTE;
  }

  private finishText(raw: Uint8Array): void {
    this.inside = 'nothing';
    if (this.expect === 'name' || this.expect === 'name or }') {
      this.expect = ':';
      this.handler.key(this.decode(raw));
      return;
    }
    this.beforeValue('a text');
    this.afterValue();
    this.handler.string(raw, () => this.decode(raw));
  }

  private finishWord(last: Uint8Array): void {
    this.inside = 'nothing';
    const word = Buffer.from(this.token(last)).toString('latin1');
    this.beforeValue(JSON.stringify(word.slice(0, 20)));
    this.afterValue();
    const literal = LITERALS[word];
    if (literal !== undefined) this.handler.literal(literal);
    else if (NUMBER.test(word)) this.handler.number(word);
    else throw this.unexpected(JSON.stringify(word.slice(0, 20)));
  }

  /** The text between two quotes. JSON.parse knows the escapes, and refuses those it does not know. */
  private decode(raw: Uint8Array): string {
    try {
      const text = this.utf8.decode(raw);
      return text.includes('\\') ? String(JSON.parse(`"${text}"`)) : text;
    } catch {
      throw new JsonSyntaxError('a JSON text holds a bad escape or is not UTF-8');
    }
  }

  private carry(part: Uint8Array): void {
    this.carriedBytes += part.length;
    if (this.carriedBytes > MAX_TOKEN_BYTES) throw new JsonSyntaxError('a JSON text is too long');
    // The piece belongs to the source.
    this.carried.push(Uint8Array.from(part));
  }

  private token(last: Uint8Array): Uint8Array {
    if (this.carried.length === 0) return last;
    const whole = Buffer.concat([...this.carried, last]);
    this.carried = [];
    this.carriedBytes = 0;
    return whole;
  }

  private beforeValue(what: string): void {
    if (this.expect !== 'value' && this.expect !== 'value or ]') throw this.unexpected(what);
  }

  private afterValue(): void {
    this.expect = this.nesting.length === 0 ? 'nothing' : ', or end';
  }

  private unexpected(what: string): JsonSyntaxError {
    return new JsonSyntaxError(`not JSON: ${what} stands where ${this.expect} was expected`);
  }
}
