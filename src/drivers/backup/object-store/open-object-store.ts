import type { ObjectStore, ObjectStoreOptions } from './port.js';
import { PosixObjectStore } from './posix.js';

/** Opens a store from plain JSON; nothing is touched yet, so a store that is away shows at the first call. */
export const openObjectStore = (options: ObjectStoreOptions): ObjectStore =>
  new PosixObjectStore(options.root);
