import type { Viewer } from '../identity/request-context.js';
import type { Links } from '../links.js';
import { JsonText } from './json-text.js';

/** What is shown of a row. It depends on nothing but what it is given, and on all of it. */
export type View<Row> = (row: Row, links: Links, viewer: Viewer) => object;

interface Kept {
  readonly form: string;
  readonly json: JsonText;
}

/** All that a view may depend on beside its row. Whatever comes from headers or the path has no line breaks. */
const formOf = (links: Links, { microversion, project_id, is_admin, roles }: Viewer): string =>
  `${links.root}\n${links.segment}\n${microversion.minor}\n${is_admin}\n${JSON.stringify([project_id, ...roles])}`;

/**
 * The JSON of rows in one view. The text stays with the state that it was made of, in the form that was asked for last: most
 * callers of a deployment ask in the same form, and one row is on many pages. States are never changed, only replaced, so a
 * text cannot be older than its row, and it goes when the read model lets go of the state.
 */
export class RowTexts<Row extends object> {
  readonly #kept = new WeakMap<Row, Kept>();

  constructor(private readonly view: View<Row>) {}

  /** Makes the JSON of rows for one request. */
  for(links: Links, viewer: Viewer): (row: Row) => JsonText {
    const form = formOf(links, viewer);
    return (row) => {
      const kept = this.#kept.get(row);
      if (kept?.form === form) return kept.json;
      const json = new JsonText(JSON.stringify(this.view(row, links, viewer)));
      this.#kept.set(row, { form, json });
      return json;
    };
  }
}
