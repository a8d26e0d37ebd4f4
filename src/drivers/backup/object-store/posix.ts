import type { ObjectStore, StoredObject } from './port.js';

/** Objects are files under `root`, containers directories. */
export class PosixObjectStore implements ObjectStore {
  constructor(readonly root: string) {}
  ensureContainer(_container: string): Promise<void> {
    throw new Error('being written');
  }
  put(_container: string, _name: string, _body: AsyncIterable<Uint8Array>): Promise<StoredObject> {
    throw new Error('being written');
  }
  get(_container: string, _name: string): AsyncIterable<Uint8Array> {
    throw new Error('being written');
  }
  stat(_container: string, _name: string): Promise<StoredObject> {
    throw new Error('being written');
  }
  list(_container: string, _prefix: string): AsyncIterable<string> {
    throw new Error('being written');
  }
  delete(_container: string, _name: string): Promise<void> {
    throw new Error('being written');
  }
  discardPartialPuts(_container: string, _prefix: string): Promise<number> {
    throw new Error('being written');
  }
  removeContainerIfEmpty(_container: string): Promise<void> {
    throw new Error('being written');
  }
}
