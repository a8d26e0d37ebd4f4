import { maxDepth, parseJson, plainJson } from './json-text.js';

describe('parseJson', () => {
  it('gives ordinary numbers back once the texts are written', () => {
    expect(plainJson(parseJson('{"a": [1, 1.5, 12345678901234567890], "b": {"c": 1e2}}'))).toEqual({
      a: [1, 1.5, 12345678901234567000],
      b: { c: 100 },
    });
  });

  it.each(['', '{nope', '{"a": 1,}', "{'a': 1}", '1 2'])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('refuses what is nested too deep, brackets in texts apart', () => {
    const nested = (depth: number): string => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;
    expect(parseJson(nested(maxDepth))).toBeDefined();
    expect(() => parseJson(nested(maxDepth + 2))).toThrow(SyntaxError);
    expect(() => parseJson('['.repeat(100_000))).toThrow(SyntaxError);
    expect(parseJson(JSON.stringify(`\\"${'['.repeat(200)}`))).toBeDefined();
  });

  it('takes a member called __proto__ as a member', () => {
    expect(Object.keys(parseJson('{"__proto__": {"admin": true}}') as object)).toEqual(['__proto__']);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
