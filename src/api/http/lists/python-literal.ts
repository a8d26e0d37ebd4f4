/**
 * Values of Python's `ast.literal_eval`: clients write filters as Python prints them, `{'k': 'v'}` or `['error', 'available']`
 * (spec T11). Tuples and sets are lists here; they mean the same to a filter.
 */
export type Literal = string | number | boolean | null | readonly Literal[] | LiteralMap;
export interface LiteralMap {
  readonly [key: string]: Literal;
}

class NotALiteral extends Error {}

const words: Readonly<Record<string, Literal>> = { True: true, False: false, None: null };
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** Reads one literal from the front of a text. */
class Reader {
  #at = 0;
  constructor(readonly text: string) {}

  whole(): Literal {
    const value = this.#value();
    this.#space();
    if (this.#at < this.text.length) throw new NotALiteral();
    return value;
  }

  #take(expression: RegExp): string | undefined {
    const sticky = new RegExp(expression.source, 'y');
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #space(): void {
    this.#take(/\s+/);
  }

  #expect(char: string): void {
    this.#space();
    if (this.text[this.#at] !== char) throw new NotALiteral();
    this.#at += 1;
  }

  #value(): Literal {
    this.#space();
    const char = this.text[this.#at];
    if (char === "'" || char === '"') return this.#string(char);
    if (char === '[') return this.#items('[', ']');
    if (char === '(') return this.#items('(', ')');
    if (char === '{') return this.#braces();
    const word = this.#take(/[A-Za-z]+/);
    if (word !== undefined) return this.#word(word);
    const number = this.#take(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/i);
    // Python refuses a leading zero, so that zone ids and the like stay text.
    if (number === undefined || /^[+-]?0\d+$/.test(number)) throw new NotALiteral();
    return Number(number);
  }

  #word(word: string): Literal {
    const value = words[word];
    if (value === undefined) throw new NotALiteral();
    return value;
  }

  #string(quote: string): string {
    this.#expect(quote);
    let text = '';
    for (;;) {
      const char = this.text[this.#at++];
      if (char === undefined || char === '\n') throw new NotALiteral();
      if (char === quote) return text;
      text += char === '\\' ? this.#escaped() : char;
    }
  }

  #escaped(): string {
    const hex = this.#take(/x[\da-f]{2}|u[\da-f]{4}/) ?? this.#take(/x[\dA-F]{2}|u[\dA-F]{4}/);
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex.slice(1), 16));
    const char = this.text[this.#at++] ?? '';
    return escapes[char] ?? `\\${char}`;
  }

  #closes(end: string): boolean {
    this.#space();
    const closes = this.text[this.#at] === end;
    if (closes) this.#at += 1;
    return closes;
  }

  #items(start: string, end: string): Literal[] {
    this.#expect(start);
    const items: Literal[] = [];
    while (!this.#closes(end)) {
      if (items.length > 0) this.#expect(',');
      if (this.#closes(end)) break;
      items.push(this.#value());
    }
    return items;
  }

  #braces(): Literal {
    this.#expect('{');
    const pairs: [string, Literal][] = [];
    const items: Literal[] = [];
    while (!this.#closes('}')) {
      if (pairs.length + items.length > 0) this.#expect(',');
      if (this.#closes('}')) break;
      const key = this.#value();
      if (this.#closes(':')) pairs.push([String(key), this.#value()]);
      else items.push(key);
    }
    if (pairs.length > 0 && items.length > 0) throw new NotALiteral();
    return items.length > 0 ? items : Object.fromEntries(pairs);
  }
}

/** The literal, or the text itself when it is none: Cinder then takes the value as a string. */
export const literalOrText = (text: string): Literal => {
  try {
    return new Reader(text).whole();
  } catch (error) {
    if (error instanceof NotALiteral) return text;
    throw error;
  }
};

export const isLiteralMap = (value: Literal): value is LiteralMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
