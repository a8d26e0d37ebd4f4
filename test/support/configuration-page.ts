import { OPTION_GROUPS, variableOf } from '../../src/config/options.js';
import type { Option } from '../../src/config/option.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const presetOf = (option: Option<unknown>): string => {
  if (option.defaultText !== undefined) return option.defaultText;
  if (option.default === null) return 'none';
  return `\`${Array.isArray(option.default) ? option.default.join(',') : String(option.default)}\``;
};

const table = (options: Readonly<Record<string, Option<unknown>>>): string => {
  const rows = Object.entries(options).map(
    ([name, option]) =>
      `| \`${name}\` | ${cell(option.type)} | ${cell(presetOf(option))} | ${cell(option.doc)} |`,
  );
  return ['| Option | Type | Default | Meaning |', '|---|---|---|---|', ...rows].join('\n');
};

/** docs/configuration.md, written from the option table. */
export const configurationPage = (): string =>
  [
    '# Configuration',
    'Written from the option table in `src/config`; a test compares.',
    [
      'Options stand in `emberlog.yaml` in the working directory (or in the file that `EMBERLOG_CONFIG` names), one',
      '`option: value` per line, and in variables: `EMBERLOG_` and the name in capitals, e.g.',
      `\`${variableOf('backup_compression_algorithm')}=none\`. Variables win. An empty variable counts as not set; lists are`,
      'words with commas. Relative paths count from the working directory. Options that Cinder has carry Cinder’s names.',
    ].join('\n'),
    'Every bad value and every unknown name is listed at start, then the service refuses to run.',
    ...Object.entries(OPTION_GROUPS).flatMap(([group, options]) => [`## ${group}`, table(options)]),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
