/**
 * Two different sets of words for yes and no. In bodies only these spellings count, and JSON numbers do not (spec 1.6);
 * in the query string the same words count in any case.
 */
export const trueWords = [
  'True',
  'TRUE',
  'true',
  '1',
  'ON',
  'On',
  'on',
  'YES',
  'Yes',
  'yes',
  'y',
  't',
] as const;
export const falseWords = [
  'False',
  'FALSE',
  'false',
  '0',
  'OFF',
  'Off',
  'off',
  'NO',
  'No',
  'no',
  'n',
  'f',
] as const;

const trueQueryWords = new Set(['1', 't', 'true', 'on', 'y', 'yes']);
const falseQueryWords = new Set(['0', 'f', 'false', 'off', 'n', 'no']);

/** A word of the query string; undefined when it is no word for yes or no. */
export const queryBoolean = (word: string): boolean | undefined => {
  const lower = word.toLowerCase();
  if (trueQueryWords.has(lower)) return true;
  return falseQueryWords.has(lower) ? false : undefined;
};

/** A bool-ish member of a body that has passed its schema. */
export const bodyBoolean = (value: boolean | string | null | undefined): boolean =>
  typeof value === 'string' ? queryBoolean(value) === true : value === true;
