import { InvalidBackup, type VerifyOutcome, type VerifyRequest } from '../../../port.js';
import { inOrder } from '../in-order.js';
import { Operation } from '../operation.js';
import type { EngineSettings } from '../transfer/settings.js';
import { Findings } from './findings.js';
import { HashListFile } from './hash-list.js';
import { overwrittenIn } from './overwritten.js';
import { openLayer, type LayerToVerify } from './verify-layer.js';

/** Progress is told after this much. */
const TELL_BYTES = 64 * 1024 * 1024;
const TELL_OBJECTS = 256;
const GIB = 2 ** 30;

/**
 * Reads a chain as a restore does, several objects at a time, and keeps only what is wrong with it.
 * @throws InvalidBackup, BackupStoreError, or the reason of the signal or of onProgress
 */
export async function runVerify(settings: EngineSettings, request: VerifyRequest): Promise<VerifyOutcome> {
  const requested = request.chain.at(-1);
  if (requested === undefined) throw new InvalidBackup('there is nothing to verify.');
  request.signal.throwIfAborted();
  const lists = await HashListFile.create(settings.spoolDirectory, requested.id);
  try {
    return await Operation.run(settings.pool, request.signal, (operation) =>
      new Verifying(settings, request, operation, { lists, sizeBytes: requested.size * GIB }).run(),
    );
  } finally {
    await lists.remove();
  }
}

class Verifying {
  readonly #findings: Findings;
  #toldBytes = 0;
  #toldObjects = 0;

  constructor(
    private readonly settings: EngineSettings,
    private readonly request: VerifyRequest,
    private readonly operation: Operation,
    private readonly given: { readonly lists: HashListFile; readonly sizeBytes: number },
  ) {
    this.#findings = new Findings(request.maxDamaged);
  }

  async run(): Promise<VerifyOutcome> {
    const { operation, settings } = this;
    const { chain } = this.request;
    const store = settings.openStore(settings.store);
    for (const [number, backup] of chain.entries()) {
      const isRequested = number === chain.length - 1;
      const more = { findings: this.#findings, lists: this.given.lists, isRequested };
      await this.#verifyObjects(await openLayer(operation, store, backup, more));
    }
    return this.#findings.outcome;
  }

  async #verifyObjects({ container, objects, hashes }: LayerToVerify): Promise<void> {
    const { operation, settings } = this;
    const { sizeBytes } = this.given;
    const { store } = settings;
    const isOverwritten = overwrittenIn(objects);
    const checks = inOrder(objects.from(0), 2 * operation.pool.width, async (object, index) => ({
      name: object.object_name,
      ...(await operation.task('checkObject', {
        store,
        container,
        object,
        sizeBytes,
        hashes: isOverwritten(index) ? null : hashes,
      })),
    }));
    for await (const batch of checks) {
      for (const { name, bytes, problem } of batch) {
        this.#findings.checked(bytes);
        if (problem !== null) this.#findings.add(name, problem);
      }
      await this.#tell();
    }
  }

  async #tell(): Promise<void> {
    const { objects_checked, bytes_checked } = this.#findings.outcome;
    const isMuch =
      bytes_checked - this.#toldBytes >= TELL_BYTES || objects_checked - this.#toldObjects >= TELL_OBJECTS;
    if (!isMuch) return;
    this.#toldBytes = bytes_checked;
    this.#toldObjects = objects_checked;
    await this.operation.until(this.request.onProgress({ objects_checked, bytes_checked }));
  }
}
