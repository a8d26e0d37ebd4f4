import { invalidInput } from '../shared/errors.js';

/**
 * Base64 as Python decodes it: characters outside the alphabet, `-` and `_` among them, are skipped, and the first complete
 * padding ends the text. Null when the padding is missing.
 */
const decodeBase64 = (text: string): Buffer | null => {
  const data: string[] = [];
  let pads = 0;
  for (const [unit] of text.matchAll(/[A-Za-z0-9+/=]/g)) {
    const open = data.length % 4;
    if (unit !== '=') {
      pads = 0;
      data.push(unit);
    } else if (open >= 2 && open + ++pads >= 4) {
      return Buffer.from(data.join(''), 'base64');
    }
  }
  return data.length % 4 === 0 ? Buffer.from(data.join(''), 'base64') : null;
};

/** The members of the record in `backup_url`. @throws DomainError with Cinder's texts */
export const parseRecordText = (text: string): Readonly<Record<string, unknown>> => {
  const bytes = decodeBase64(text);
  if (bytes === null) throw invalidInput("Can't decode backup record.");
  const parsed = parse(bytes);
  // Of a number or null Cinder makes a 500; a text or list has no id for it.
  const isRecord = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  return isRecord ? (parsed as Readonly<Record<string, unknown>>) : {};
};

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw invalidInput("Can't parse backup record.");
  }
};
