/** JSON that is text already: part of an answer, or all of it. */
export class JsonText {
  constructor(readonly text: string) {}

  /** Within other objects it would become a quoted text. */
  toJSON(): never {
    throw new Error('A text of JSON is put together by jsonObject(), not made JSON again.');
  }
}

/** The JSON of an object. Members that are texts, and lists of texts, are put in as they are. */
export const jsonObject = (members: Readonly<Record<string, object | number>>): JsonText => {
  const parts = Object.entries(members).map(
    ([name, value]) => `${JSON.stringify(name)}:${memberText(value)}`,
  );
  return new JsonText(`{${parts.join(',')}}`);
};

const memberText = (value: object | number): string => {
  if (value instanceof JsonText) return value.text;
  return isTexts(value) ? `[${value.map(({ text }) => text).join(',')}]` : JSON.stringify(value);
};

const isTexts = (value: unknown): value is readonly JsonText[] =>
  Array.isArray(value) && value.every((item) => item instanceof JsonText);
