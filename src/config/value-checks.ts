import type { Check } from './option.js';

export const notEmpty: Check<string> = (value) => (value.trim() === '' ? 'empty' : null);

export const matching =
  (pattern: RegExp, reason: string): Check<string> =>
  (value) =>
    pattern.test(value) ? null : reason;

export const oneUrlOf =
  (...protocols: readonly string[]): Check<string> =>
  (value) =>
    protocols.includes(URL.parse(value)?.protocol ?? '')
      ? null
      : `not a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;

export const regularExpression: Check<string> = (value) => {
  try {
    RegExp(value);
    return null;
  } catch (error) {
    return String(error);
  }
};

/** For options whose name is settled but whose feature is not built: better refused than silently without effect. */
export const unsupported =
  (feature: string): Check<string> =>
  () =>
    `${feature} is not supported yet: leave it out`;
