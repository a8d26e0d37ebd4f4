import { ObjectNotFound, type ObjectAddress, type ObjectStore } from './port.js';

/** Whether there is an object of that name. @throws BackupStoreError when the store cannot tell */
export async function isStored(store: ObjectStore, { container, name }: ObjectAddress): Promise<boolean> {
  try {
    await store.stat(container, name);
    return true;
  } catch (error) {
    if (error instanceof ObjectNotFound) return false;
    throw error;
  }
}
