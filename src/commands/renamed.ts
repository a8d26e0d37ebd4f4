import { present } from '../domain/shared/present.js';

interface Given {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
}

interface Stored {
  readonly display_name?: string | null;
  readonly display_description?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** REST says name and description, Cinder's columns display_name and display_description. */
export const renamed = ({ name, description, metadata }: Given): Stored =>
  present({ display_name: name, display_description: description, metadata });
