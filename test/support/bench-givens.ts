import type { CommandBench } from './command-bench.js';
import type { Requests } from './bench-requests.js';
import { SeededBytes } from './generated-volume.js';
import { SMALL_GIB } from './small-volumes.js';

const random = new SeededBytes(11);
/** What a volume holds at first, and what is written to it later. */
export const firstBytes = random.next('random', SMALL_GIB);
export const secondBytes = random.next('random', SMALL_GIB);

export interface Given {
  readonly volume: string;
  readonly snapshot: string;
  readonly full: string;
}

/** A volume with the first bytes. */
export const filledVolume = async (bench: CommandBench, by: Requests): Promise<Given> => {
  const { id } = await bench.execute(by.createVolume());
  await bench.settle();
  await bench.write(id, firstBytes);
  return { volume: id, snapshot: '', full: '' };
};

/** With a snapshot of the first bytes; the volume holds the second ones. */
export const withSnapshot = async (bench: CommandBench, by: Requests): Promise<Given> => {
  const given = await filledVolume(bench, by);
  const { id } = await bench.execute(by.createSnapshot(given.volume));
  await bench.settle();
  await bench.write(given.volume, secondBytes);
  return { ...given, snapshot: id };
};

/** With a full backup of the first bytes; the volume holds the second ones. */
export const withFull = async (bench: CommandBench, by: Requests): Promise<Given> => {
  const given = await filledVolume(bench, by);
  const { id } = await bench.execute(by.createBackup(given.volume));
  await bench.settle();
  await bench.write(given.volume, secondBytes);
  return { ...given, full: id };
};
