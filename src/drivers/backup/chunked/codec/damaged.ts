import { InvalidBackup } from '../../port.js';

/** A stored object is not what its metadata says; `what` names the object. */
export const damaged = (what: string, reason: string): InvalidBackup =>
  new InvalidBackup(`${what}: ${reason}.`);
