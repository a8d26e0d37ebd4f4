import { JsonSyntaxError, type JsonHandler } from './json-tokenizer.js';

/** A JSON value with what a plain object loses: names given twice, and how a number is written. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, JsonNode])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'literal'; readonly value: boolean | null };

/** Values in one node; a backup's own members have a handful. */
const MAX_VALUES = 10_000;

interface Open {
  readonly node: { kind: 'object'; members: [string, JsonNode][] } | { kind: 'array'; items: JsonNode[] };
  key: string;
}

/** Builds one value at a time from a tokenizer's calls, and hands it on when it is complete. */
export class NodeBuilder implements JsonHandler {
  private readonly open: Open[] = [];
  private values = 0;

  constructor(private readonly onNode: (node: JsonNode) => void) {}

  startObject(): void {
    this.open.push({ node: { kind: 'object', members: [] }, key: '' });
  }

  startArray(): void {
    this.open.push({ node: { kind: 'array', items: [] }, key: '' });
  }

  endObject(): void {
    this.close();
  }

  endArray(): void {
    this.close();
  }

  key(name: string): void {
    const innermost = this.open.at(-1);
    if (innermost) innermost.key = name;
  }

  string(_raw: Uint8Array, decode: () => string): void {
    this.add({ kind: 'string', text: decode() });
  }

  number(text: string): void {
    this.add({ kind: 'number', text });
  }

  literal(value: boolean | null): void {
    this.add({ kind: 'literal', value });
  }

  private close(): void {
    const closed = this.open.pop();
    if (closed) this.add(closed.node);
  }

  private add(node: JsonNode): void {
    if (++this.values > MAX_VALUES)
      throw new JsonSyntaxError('a member of the JSON text has too many values');
    const innermost = this.open.at(-1);
    if (!innermost) {
      this.values = 0;
      this.onNode(node);
    } else if (innermost.node.kind === 'object') innermost.node.members.push([innermost.key, node]);
    else innermost.node.items.push(node);
  }
}

/**
 * A member of an object, undefined when absent.
 * @throws JsonSyntaxError when it is given twice: readers differ in which of the two they take
 */
export function memberOf(node: JsonNode & { readonly kind: 'object' }, name: string): JsonNode | undefined {
  const found = node.members.filter(([key]) => key === name);
  if (found.length > 1) throw new JsonSyntaxError(`the member ${name} is given twice`);
  return found[0]?.[1];
}

/** A number written as an integer in the range of exact ones, as Python would take it for an int; otherwise null. */
export function integerOf(node: JsonNode | undefined): number | null {
  if (node?.kind !== 'number' || !/^-?\d+$/.test(node.text)) return null;
  const number = Number(node.text);
  return Number.isSafeInteger(number) ? number : null;
}

export const textOf = (node: JsonNode | undefined): string | null =>
  node?.kind === 'string' ? node.text : null;

/** A value as an error shows it. */
export function nodeText(node: JsonNode | undefined): string {
  if (node === undefined) return 'nothing';
  if (node.kind === 'string' || node.kind === 'number') return node.text.slice(0, 100);
  return node.kind === 'literal' ? String(node.value) : `an ${node.kind}`;
}
