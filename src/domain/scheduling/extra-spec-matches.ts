/** Operators of Cinder's capabilities filter that compare numbers, and those that compare texts. */
const numbers: Readonly<Record<string, (have: number, want: number) => boolean>> = {
  '=': (have, want) => have >= want,
  '==': (have, want) => have === want,
  '!=': (have, want) => have !== want,
  '>=': (have, want) => have >= want,
  '<=': (have, want) => have <= want,
};

const texts: Readonly<Record<string, (have: string, want: string) => boolean>> = {
  's==': (have, want) => have === want,
  's!=': (have, want) => have !== want,
  's>=': (have, want) => have >= want,
  's>': (have, want) => have > want,
  's<=': (have, want) => have <= want,
  's<': (have, want) => have < want,
};

const asText = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
const isTrue = (word: string): boolean => ['true', '1', 't', 'y', 'yes', 'on'].includes(word.toLowerCase());

const anyOf = (words: readonly string[]): readonly string[] => words.filter((word) => word !== '<or>');

/** True when a capability is what one extra spec asks for: `<is> True`, `<in> ssd`, `<or> a <or> b`, `>= 5`, `s== x`, or the text. */
export const extraSpecMatches = (have: unknown, want: string): boolean => {
  const [operator = '', ...words] = want.split(/\s+/).filter((word) => word !== '');
  const first = words[0] ?? '';
  if (operator === '<is>') return isTrue(asText(have)) === isTrue(first);
  if (operator === '<in>') return asText(have).includes(first);
  if (operator === '<or>') return anyOf(words).includes(asText(have));
  const text = texts[operator];
  if (text !== undefined) return text(asText(have), first);
  const number = numbers[operator];
  return number === undefined ? asText(have) === want : number(Number(have), Number(first));
};
