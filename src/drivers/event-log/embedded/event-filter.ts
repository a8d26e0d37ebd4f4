import type { Streams } from './protocol.js';
import { categoryOf, type StoredEvent } from './stored-event.js';

export interface EventFilter {
  /** Categories that may hold events that pass; absent when any may. */
  readonly categories?: (category: string) => boolean;
  readonly passes: (event: Pick<StoredEvent, 'stream' | 'type'>) => boolean;
}

export const EVERYTHING: EventFilter = { passes: () => true };

/** What a read of `$all` wants to see. @throws SyntaxError for a regular expression that is none */
export const toEventFilter = (options: Streams.ReadReq.Options.FilterOptions | undefined): EventFilter => {
  const byStream = options?.getStreamIdentifier();
  if (byStream) {
    const matches = toMatcher(byStream);
    const prefixes = byStream.getPrefixList();
    return {
      passes: (event) => matches(event.stream),
      ...(prefixes.length > 0 && { categories: categoriesOfPrefixes(prefixes) }),
    };
  }
  const byType = options?.getEventType();
  if (!byType) return EVERYTHING;
  const matches = toMatcher(byType);
  return { passes: (event) => matches(event.type) };
};

/** As in EventStoreDB, prefixes win when both are given. */
const toMatcher = (
  expression: Streams.ReadReq.Options.FilterOptions.Expression,
): ((text: string) => boolean) => {
  const prefixes = expression.getPrefixList();
  if (prefixes.length > 0) return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  const regex = new RegExp(expression.getRegex(), 'u');
  return (text) => regex.test(text);
};

/** `backup-` or `backup-12` can only match category `backup`; `back` can match every category that begins so. */
const categoriesOfPrefixes = (prefixes: readonly string[]): ((category: string) => boolean) => {
  const whole = new Set(prefixes.filter((prefix) => prefix.includes('-')).map(categoryOf));
  const open = prefixes.filter((prefix) => !prefix.includes('-'));
  return (category) => whole.has(category) || open.some((prefix) => category.startsWith(prefix));
};
