import { parseArgs } from 'node:util';

export const partNames = ['a', 'b', 'c', 'd'] as const;
export type PartName = (typeof partNames)[number];

export interface Options {
  readonly parts: readonly PartName[];
  /** How often each line is measured; what is told is the median. */
  readonly runs: number;
  /** MiB of the volume of (a); each of the ten volumes of (d) has a quarter of it. */
  readonly sizeMib: number;
  /** Backups in the history of (b), one history for each number. */
  readonly backups: readonly number[];
  /** Those of them with which (b) also measures while two backups run. */
  readonly beside: readonly number[];
  /** Events in the log of (c). */
  readonly events: number;
  /** How long each kind of request of (b), and each limit, is measured. */
  readonly seconds: number;
  /** Only scenarios whose names match. */
  readonly only: RegExp;
  /** Is Cinder's own posix driver measured beside (a)? Otherwise its recorded figures are what the bars are held against. */
  readonly cinder: boolean;
  /** Figures to compare with. */
  readonly baseline: string | null;
  /** Where the data of the runs lie, on the file system that is to be measured; the system's temporary directory by default. */
  readonly directory: string | null;
  readonly results: string;
  /** Where CPU profiles of the service are written. */
  readonly profile: string | null;
}

export const usage = `npm run bench -- [a] [b] [c] [d] [options]
  --runs N          how often each line is measured (3)
  --size MIB        volume of (a), four times a volume of (d) (2048)
  --backups N,N…    numbers of backups of (b) (100,10000,100000,1000000)
  --beside N,N…     those of them with which (b) also measures beside two running backups (the most up to 100000)
  --events N        events in the log of (c) (1000000)
  --seconds S       how long one kind of request, or one limit, is measured (2)
  --only REGEXP     only scenarios whose names match, such as 'zstd, 50 MiB'
  --quick           one run, 256 MiB, 100 and 10,000 backups, 50,000 events, half a second
  --cinder          measures Cinder's own posix driver beside (a), from Debian's package python3-cinder
  --baseline FILE   adds a column of ratios to the figures in FILE
  --dir DIRECTORY   where the data lie while it runs
  --results DIRECTORY  where the JSON goes (bench/results)
  --profile DIRECTORY  writes CPU profiles of the service there`;

const usual = {
  runs: '3',
  size: '2048',
  backups: '100,10000,100000,1000000',
  events: '1000000',
  seconds: '2',
};
const quick = { runs: '1', size: '256', backups: '100,10000', events: '50000', seconds: '0.5' };

const number = (name: string, text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} ${text}: a number above 0 is needed`);
  return value;
};

/** @param text may be empty */
const numbers = (name: string, text: string): readonly number[] =>
  text
    .split(',')
    .filter((word) => word !== '')
    .map((word) => number(name, word));

const MOST_BESIDE = 100_000;
const usuallyBeside = (backups: readonly number[]): readonly number[] =>
  backups.filter((count) => count === Math.max(...backups.filter((one) => one <= MOST_BESIDE)));

const isPart = (word: string): word is PartName => (partNames as readonly string[]).includes(word);

/** @throws Error that says what is wrong with the words */
export const parseOptions = (words: readonly string[]): Options | 'help' => {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      runs: text,
      size: text,
      backups: text,
      beside: text,
      events: text,
      seconds: text,
      only: text,
      cinder: flag,
      baseline: text,
      dir: text,
      results: text,
      profile: text,
      quick: flag,
      help: flag,
    },
  });
  if (values.help === true) return 'help';
  const unknown = positionals.find((word) => !isPart(word));
  if (unknown !== undefined)
    throw new Error(`there is no part ${unknown}; there are ${partNames.join(', ')}`);
  const chosen = { ...(values.quick === true ? quick : usual), ...values };
  const backups = numbers('backups', chosen.backups);
  return {
    parts: positionals.length === 0 ? partNames : partNames.filter((part) => positionals.includes(part)),
    runs: Math.ceil(number('runs', chosen.runs)),
    sizeMib: number('size', chosen.size),
    backups,
    beside: values.beside === undefined ? usuallyBeside(backups) : numbers('beside', values.beside),
    events: number('events', chosen.events),
    seconds: number('seconds', chosen.seconds),
    only: new RegExp(values.only ?? ''),
    cinder: values.cinder === true,
    baseline: values.baseline ?? null,
    directory: values.dir ?? null,
    results: values.results ?? 'bench/results',
    profile: values.profile ?? null,
  };
};
