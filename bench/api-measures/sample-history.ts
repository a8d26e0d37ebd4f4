import { backupsOfOneProject, shortened } from '../history/lives.js';
import type { EventTemplate, Names } from '../history/recorded-life.js';
import { writeHistory } from '../history/write-history.js';
import type { Sample } from './questions.js';

const PER_VOLUME = 50;
const SAMPLES = 1000;

/** The same names again, while some of them are kept to be asked for. */
function* sampling(
  all: Iterable<Names>,
  count: number,
  keep: (names: Names, middle: boolean) => void,
): Generator<Names> {
  const every = Math.ceil(count / SAMPLES);
  const middle = Math.floor(count / 2 / every) * every;
  let number = 0;
  for (const names of all) {
    if (number % every === 0) keep(names, number === middle);
    number += 1;
    yield names;
  }
}

/** Writes so many backups of one project into the log of a service that does not run. */
export const writeBackups = async (
  dataDirectory: string,
  life: readonly EventTemplate[],
  count: number,
): Promise<Sample> => {
  const kept: Names[] = [];
  let middle: Names | undefined;
  const names = sampling(backupsOfOneProject(count, PER_VOLUME), count, (one, isMiddle) => {
    kept.push(one);
    if (isMiddle) middle = one;
  });
  await writeHistory(dataDirectory, shortened(life), names);
  return {
    backups: kept.map(({ backup }) => backup),
    middle: middle?.backup ?? '',
    volume: middle?.volume ?? '',
  };
};
