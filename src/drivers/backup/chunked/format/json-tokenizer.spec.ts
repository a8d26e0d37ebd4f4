import * as fc from 'fast-check';
import { JsonSyntaxError, JsonTokenizer } from './json-tokenizer.js';
import { NodeBuilder, type JsonNode } from './json-node.js';

/** Reads a text in parts of a size; answers what a plain parser would. */
function parse(text: string | Uint8Array, part = 3): unknown {
  const nodes: JsonNode[] = [];
  const tokenizer = new JsonTokenizer(new NodeBuilder((node) => nodes.push(node)));
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += part) tokenizer.push(bytes.subarray(at, at + part));
  tokenizer.end();
  if (nodes.length !== 1) throw new Error(`${nodes.length} values`);
  return plain(nodes[0] as JsonNode);
}

function plain(node: JsonNode): unknown {
  if (node.kind === 'object')
    return Object.fromEntries(node.members.map(([key, value]) => [key, plain(value)]));
  if (node.kind === 'array') return node.items.map(plain);
  if (node.kind === 'number') return Number(node.text);
  return node.kind === 'string' ? node.text : node.value;
}

it('reads any JSON in any layout and cut as JSON.parse does', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 5, stringUnit: 'binary' }),
      fc.constantFrom(undefined, 2, '\r\n\t'),
      fc.integer({ min: 1, max: 9 }),
      (text, indent, part) => {
        const laidOut = JSON.stringify(JSON.parse(text), null, indent);
        expect(parse(laidOut, part)).toEqual(JSON.parse(laidOut));
      },
    ),
    { numRuns: 150 },
  );
});

it('agrees with JSON.parse on what is not JSON', () => {
  const snippets = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"',
    '\\',
    '1',
    '-',
    '0',
    '.5',
    'e1',
    'true',
    'nul',
    ' ',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(snippets, { maxLength: 8 }), fc.integer({ min: 1, max: 4 }), (parts, part) => {
      const text = parts.join('');
      let expected: unknown;
      try {
        expected = JSON.parse(text);
      } catch {
        expect(() => parse(text, part)).toThrow(JsonSyntaxError);
        return;
      }
      expect(parse(text, part)).toEqual(expected);
    }),
    { numRuns: 600 },
  );
});

it.each([
  ['a byte order mark', Buffer.from('\ufeff{}')],
  ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ['an overlong code', Buffer.from([0x22, 0xc0, 0x80, 0x22])],
  ['a control character in a text', '"a\nb"'],
  ['an escaped line break', '"a\\\nb"'],
  ['an unknown escape', '"\\x41"'],
  ['half an escape', '"\\u12"'],
  ['a second value', '{} {}'],
  ['words of other languages', 'NaN'],
  ['nothing', ''],
  ['nesting that never ends', '['.repeat(501)],
])('refuses %s', (_, text) => {
  for (const part of [1, 100]) expect(() => parse(text, part)).toThrow(JsonSyntaxError);
});

it('reads escapes wherever they are cut, surrogates and raw characters too', () => {
  const text = '"\\\\\\"\\/\\u00e9\\ud83d\\udd25 日\u{1f525}\\ud800"';
  for (let part = 1; part < 20; part++) expect(parse(text, part)).toBe(JSON.parse(text));
});
