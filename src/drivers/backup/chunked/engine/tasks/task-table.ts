import { applyObjects } from './apply-objects.js';
import { checkObject } from './check-object.js';
import { copyObject } from './copy-object.js';
import { scanSegment } from './scan-segment.js';
import { storeObjects } from './store-objects.js';

/** Everything a pool thread can do, by the name that travels to it. Inputs and outputs are plain data. */
export const taskTable = {
  storeObjects,
  scanSegment,
  applyObjects,
  checkObject,
  copyObject,
};

export type TaskName = keyof typeof taskTable;
export type Input<N extends TaskName> = Parameters<(typeof taskTable)[N]>[0];
export type Output<N extends TaskName> = Awaited<ReturnType<(typeof taskTable)[N]>>;
