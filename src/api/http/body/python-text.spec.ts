import { parseJson } from './json-text.js';
import { pythonRepr, pythonStr } from './python-text.js';

describe('pythonRepr', () => {
  // Each right side is what Python 3 prints for json.loads() of the left.
  it.each([
    ['null', 'None'],
    ['true', 'True'],
    ['5', '5'],
    ['1.0', '1.0'],
    ['1e3', '1000.0'],
    ['1e16', '1e+16'],
    ['0.00001', '1e-05'],
    ['-0.0', '-0.0'],
    ['123456789012345678901', '123456789012345678901'],
    ['"x"', "'x'"],
    [String.raw`"it's"`, `"it's"`],
    [String.raw`"it's \"so\""`, String.raw`'it\'s "so"'`],
    [String.raw`"a\nb\t\\"`, String.raw`'a\nb\t\\'`],
    [String.raw`"\u0000\u007f\u00a0\u2028"`, String.raw`'\x00\x7f\xa0\u2028'`],
    ['"é 😀"', "'é 😀'"],
    ['[1, "a"]', "[1, 'a']"],
    ['{"a": {"b": null}, "c": [true]}', "{'a': {'b': None}, 'c': [True]}"],
    ['{}', '{}'],
  ])('of %s is %s', (json, expected) => {
    expect(pythonRepr(parseJson(json))).toBe(expected);
  });

  it('stands for itself as str() when it is a string', () => {
    expect(pythonStr("it's")).toBe("it's");
    expect(pythonStr(null)).toBe('None');
  });
});
