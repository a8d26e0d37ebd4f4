import type { JsonValue } from './json-text.js';
import { pythonStr } from './python-text.js';

/** The first violation found: where (keys from the top), at which value, and jsonschema's reason. */
export interface SchemaViolation {
  readonly path: readonly string[];
  readonly value: JsonValue;
  readonly reason: string;
}

/** The sentence of spec 1.6: the innermost key is named; an error of the body itself is only its reason. */
export const violationText = (violation: SchemaViolation): string => {
  const field = violation.path.at(-1);
  if (field === undefined) return violation.reason;
  return `Invalid input for field/attribute ${field}. Value: ${pythonStr(violation.value)}. ${violation.reason}`;
};
