import type { Role } from './stage.js';

/** One command of a chapter. `$name` in any text of it stands for what an earlier line has saved. */
export interface Line {
  /** Everything behind the client's name; parameters have no blanks in them. */
  readonly run: string;
  /** Default: ann. */
  readonly as?: Role;
  /** Properties that are printed, among others; patterns where the value is not known. */
  readonly prints?: Readonly<Record<string, string | RegExp>>;
  /** Rows of a list that are printed, among others; an empty list: none is. */
  readonly lists?: readonly Readonly<Record<string, string | RegExp>>[];
  /** Rows that must not be in the list. */
  readonly hides?: readonly Readonly<Record<string, string | RegExp>>[];
  /** The command prints this, and does not fail. */
  readonly says?: RegExp;
  /** The command fails and says this. */
  readonly refused?: RegExp;
  /** Name under which the printed `id` is kept, or the printed property `of` it. */
  readonly saves?: string | { readonly [name: string]: string };
  /** Then waits until what was saved or is named has a status; `gone` when nobody finds it any more. */
  readonly until?: readonly [collection: string, name: string, status: string];
}

/** Commands that build on one another. */
export interface Chapter {
  readonly title: string;
  readonly lines: readonly Line[];
}
