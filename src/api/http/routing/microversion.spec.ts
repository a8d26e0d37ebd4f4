import { negotiate } from './microversion.js';

describe('negotiate', () => {
  it.each([
    [undefined, '3.0'],
    ['volume 3.47', '3.47'],
    ['volume latest', '3.71'],
    ['compute 2.1, volume 3.3', '3.3'],
    ['  volume   3.71 ', '3.71'],
  ])('serves %j at %s', (header, version) => {
    const { version: found, refusal } = negotiate(header);
    expect([String(found), refusal]).toEqual([version, null]);
  });

  it.each([
    ['volume 3.999', 'InvalidGlobalAPIVersion', 'Version 3.999 is not supported', '3.999'],
    ['volume 2.0', 'InvalidGlobalAPIVersion', 'Version 2.0 is not supported', '2.0'],
    ['volume abc', 'InvalidAPIVersionString', 'API Version String abc is of invalid format.', null],
    ['volume 3', 'InvalidAPIVersionString', 'API Version String 3 is', null],
    ['volume 3.01', 'InvalidAPIVersionString', 'API Version String 3.01 is', null],
    ['compute 2.1', 'HTTPBadRequest', 'The server could not comply', null],
    ['block-storage 3.27', 'HTTPBadRequest', 'The server could not comply', null],
    ['volume', 'HTTPBadRequest', 'The server could not comply', null],
    ['volume 3.1 x', 'HTTPBadRequest', 'The server could not comply', null],
    ['', 'HTTPBadRequest', 'The server could not comply', null],
  ])('refuses %j with %s', (header, code, text, named) => {
    const { version, refusal } = negotiate(header);
    expect(refusal?.code).toBe(code);
    expect(refusal?.message).toContain(text);
    expect(version === null ? null : String(version)).toBe(named);
  });

  it('compares by number, not by text', () => {
    const { version } = negotiate('volume 3.9');
    expect([version?.atLeast('3.9'), version?.atLeast('3.10'), version?.atLeast('3.8')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
