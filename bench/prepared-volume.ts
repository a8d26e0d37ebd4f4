import { changeVolume, generateVolume } from '../test/support/generated-volume.js';
import type { Cloud } from '../test/support/e2e-cloud.js';
import type { Service } from './service.js';
import { synced } from './synced.js';

const MIB = 2 ** 20;

/** A file that holds the usual mixture: half random, a quarter zeros, a quarter text. */
export const preparedFile = async (path: string, sizeMib: number, seed = 1): Promise<void> => {
  await generateVolume(path, sizeMib * MIB, { seed });
  await synced(path);
};

/** Another 5 % of it, in pieces of 64 KiB. */
export const changedFile = async (path: string, seed: number): Promise<void> => {
  await changeVolume(path, { seed });
  await synced(path);
};

/** A volume of the service that holds the usual mixture. */
export const preparedVolume = async (
  service: Service,
  cloud: Cloud,
  sizeMib: number,
  seed = 1,
): Promise<string> => {
  const { id } = await cloud.volume({ size: Math.ceil(sizeMib / 1024) });
  // A backup goes as far as the file does, so a volume may be shorter than the whole GiB that it is said to have.
  await preparedFile(service.volumePath(id), sizeMib, seed);
  return id;
};
