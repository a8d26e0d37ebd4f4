import { eventMeanings } from '../../src/domain/event-meanings.js';
import type { JsonSchema } from '../../src/domain/shared/schema.js';
import { catalogues, type Catalogue, type Definition } from '../domain/catalogues.js';

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'integer',
  boolean: 'true or false',
  null: 'null',
};

/** A schema in the words of the page. */
const wordsFor = (schema: JsonSchema): string => {
  const values = schema['enum'] as readonly string[] | undefined;
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(' or ');
  const alternatives = schema['anyOf'] as readonly JsonSchema[] | undefined;
  if (alternatives !== undefined) return alternatives.map(wordsFor).join(' or ');
  if (schema['type'] === 'array') return `list of ${wordsFor(schema['items'] as JsonSchema)}`;
  if (schema['type'] !== 'object') return words[String(schema['type'])] ?? String(schema['type']);
  const each = schema['additionalProperties'];
  return typeof each === 'object' && each !== null
    ? `map of ${wordsFor(each as JsonSchema)}`
    : `{${members(schema)}}`;
};

/** `name: words`, with a question mark when the member may be missing; plain text is not said. */
const members = (schema: JsonSchema): string => {
  const required = schema['required'] as readonly string[];
  return Object.entries(schema['properties'] as Record<string, JsonSchema>)
    .map(([name, member]) => {
      const said = wordsFor(member);
      return `\`${name}\`${required.includes(name) ? '' : '?'}${said === 'text' ? '' : `: ${said}`}`;
    })
    .join(', ');
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = ({ type, version, schema }: Definition): string => {
  const meaning = eventMeanings[type as keyof typeof eventMeanings];
  return `| \`${type}\` | ${version} | ${cell(meaning)} | ${cell(members(schema.json)) || '-'} |`;
};

const section = ({ category, id, events }: Catalogue): string[] => [
  `## \`${category}-${id}\``,
  ['| Event | Version | When | Fields |', '|---|---|---|---|', ...Object.values(events).map(row)].join('\n'),
];

/** docs/events.md, written from the catalogues. */
export const eventsPage = (): string =>
  [
    '# Events',
    'Written from the catalogues in `src/domain`; a test compares.',
    [
      'Everything the service knows is in these events, and they are never rewritten. The heading of a table is the name of',
      'the streams. A field is text unless the table says otherwise; one with a question mark may be missing, which means',
      '"not touched". Sizes without another unit are GiB, times are ISO 8601 UTC with microseconds and no zone letter.',
    ].join('\n'),
    [
      'Each event carries metadata: `$correlationId` (the operation it belongs to, across streams), `$causationId` and',
      '`commandId` (what led to it), `actor` (user, project, roles and, when no user acted directly, the service),',
      '`requestId`, `schema` (the version in the table), `node` (the host that appended it) and,',
      'when the request carried an Idempotency-Key, `idempotency` (a digest of path and body).',
    ].join('\n'),
    [
      'The schema of a version is fixed (`test/golden/schemas`), and one event of every version is kept',
      '(`test/golden/events`). A new shape is a new version with an upcaster from the one before.',
    ].join('\n'),
    ...catalogues.flatMap(section),
    '',
  ].join('\n\n');
