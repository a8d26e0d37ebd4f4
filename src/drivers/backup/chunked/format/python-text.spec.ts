import { pythonDatetime } from './python-datetime.js';
import { pythonCompact, pythonString } from '../../../../domain/shared/python-json.js';

describe('pythonString', () => {
  // Right-hand sides printed by json.dumps.
  it.each([
    ['plain', '"plain"'],
    ['', '""'],
    ['/ \x7f \x00 \x1f', '"/ \\u007f \\u0000 \\u001f"'],
    ['"\\\b\f\n\r\t', '"\\"\\\\\\b\\f\\n\\r\\t"'],
    ['é\u2028', '"\\u00e9\\u2028"'],
    ['\u{1f525}', '"\\ud83d\\udd25"'],
    ['\ud800', '"\\ud800"'],
    ['ÿĀ日', '"\\u00ff\\u0100\\u65e5"'],
  ])('%j', (text, expected) => {
    expect(pythonString(text)).toBe(expected);
    expect(JSON.parse(pythonString(text))).toBe(text);
  });

  it('escapes every character but printable ASCII', () => {
    for (let code = 0; code < 0x10000; code++) {
      const plain = code >= 0x20 && code <= 0x7e;
      const written = pythonString(String.fromCharCode(code));
      if (/[^ -~]/.test(written)) throw new Error(`U+${code.toString(16)} is written as ${written}`);
      if (plain && code !== 0x22 && code !== 0x5c) expect(written).toHaveLength(3);
    }
  });
});

describe('pythonCompact', () => {
  it('writes members in their order, with blanks behind comma and colon', () => {
    const value = { b: 1, a: { none: null, yes: true, no: false, text: 'é' }, empty: {} };
    expect(pythonCompact(value)).toBe(
      '{"b": 1, "a": {"none": null, "yes": true, "no": false, "text": "\\u00e9"}, "empty": {}}',
    );
  });

  it('refuses numbers that Python might write in another way', () => {
    expect(() => pythonCompact(1.5)).toThrow(RangeError);
    expect(() => pythonCompact(2 ** 60)).toThrow(RangeError);
  });
});

describe('pythonDatetime', () => {
  it.each([
    ['2026-01-02T03:04:05', '2026-01-02 03:04:05+00:00'],
    ['2026-01-02T03:04:05.000000', '2026-01-02 03:04:05+00:00'],
    ['2026-01-02T03:04:05.120000', '2026-01-02 03:04:05.120000+00:00'],
    ['2026-01-02T03:04:05.699390', '2026-01-02 03:04:05.699390+00:00'],
    ['2026-01-02T03:04:05.7Z', '2026-01-02 03:04:05.700000+00:00'],
    ['2026-01-02T03:04:05Z', '2026-01-02 03:04:05+00:00'],
    [null, 'None'],
  ])('%s', (iso, expected) => {
    expect(pythonDatetime(iso)).toBe(expected);
  });

  it('refuses what is no UTC time', () => {
    for (const text of ['', 'yesterday', '2026-01-02', '2026-01-02T03:04:05+02:00']) {
      expect(() => pythonDatetime(text)).toThrow(RangeError);
    }
  });
});
