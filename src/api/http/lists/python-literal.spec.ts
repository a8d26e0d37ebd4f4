import { literalOrText } from './python-literal.js';

describe('literalOrText', () => {
  it.each([
    ["{'k': 'v'}", { k: 'v' }],
    ['{"k": "v", \'n\': 1,}', { k: 'v', n: 1 }],
    ['{}', {}],
    ["['error', 'available']", ['error', 'available']],
    ["('a', 1)", ['a', 1]],
    ["{'a', 'b'}", ['a', 'b']],
    ['[]', []],
    ['5', 5],
    ['-1.5e2', -150],
    ['True', true],
    ['None', null],
    [String.raw`'it\'s \x41\u00e9'`, "it's Aé"],
    ['  7 ', 7],
  ])('reads %s', (text, value) => expect(literalOrText(text)).toEqual(value));

  it.each([
    'available',
    '007',
    "{'k'",
    "['a'",
    "'open",
    '1 2',
    'true',
    '',
    "{'a': 1, 'b'}",
    '__import__("os")',
  ])('leaves %s as text', (text) => expect(literalOrText(text)).toBe(text));

  it('does not let a key reach the prototype', () => {
    const value = literalOrText("{'__proto__': 'x'}") as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
