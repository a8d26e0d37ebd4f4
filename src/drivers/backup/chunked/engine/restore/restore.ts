import { open, type FileHandle } from 'node:fs/promises';
import { InvalidBackup, type RestoreOutcome, type RestoreRequest } from '../../../port.js';
import type { MetadataObject } from '../../format/metadata.js';
import { parseVolumeMeta } from '../../format/volume-meta.js';
import { deviceFailure } from '../device-reader.js';
import { groups } from '../groups.js';
import { inOrder } from '../in-order.js';
import { Operation } from '../operation.js';
import type { EngineSettings } from '../transfer/settings.js';
import { readLayer, type Layer } from './read-layer.js';

/** The target is synced, and progress told, after this much. */
const SYNC_BYTES = 64 * 1024 * 1024;
const SYNC_OBJECTS = 256;
/** A slow target is synced sooner: whoever follows the restore sees it move. */
const SYNC_MS = 2000;

/**
 * Writes a chain to the target, oldest layer first, several objects at a time. All layers are checked before the first write.
 * Zeros are left out only in the full backup, before any of its objects overlaps another, and only where the target reads as
 * zeros: zeros that come later replace data.
 * @throws InvalidBackup, BackupStoreError, or the reason of the signal or of onApplied
 */
export async function runRestore(settings: EngineSettings, request: RestoreRequest): Promise<RestoreOutcome> {
  return Operation.run(settings.pool, request.signal, async (operation) => {
    const checked = await checkChain(settings, request, operation);
    const { path } = request.target;
    const file = await open(path, 'r+').catch(deviceFailure(`The target ${path} cannot be opened`));
    try {
      const bytes_written = await new Applying(settings, request, operation, { file, ...checked }).run();
      return { bytes_written, volume_meta: checked.volume_meta };
    } finally {
      await file.close();
    }
  });
}

interface CheckedChain {
  readonly total_bytes: number;
  readonly volume_meta: string | null;
}

/** Only sums are kept: a long chain of layers with millions of objects is read again, layer by layer, when it is applied. */
async function checkChain(
  settings: EngineSettings,
  { chain, target }: RestoreRequest,
  operation: Operation,
): Promise<CheckedChain> {
  if (chain.length === 0) throw new InvalidBackup('there is nothing to restore.');
  const store = settings.openStore(settings.store);
  let total_bytes = 0;
  let volume_meta: string | null = null;
  for (const backup of chain) {
    const { fields, objects } = await readLayer(operation, store, backup, target.sizeBytes);
    total_bytes += objects.bytes;
    volume_meta = fields.volume_meta;
  }
  parseVolumeMeta(volume_meta);
  return { total_bytes, volume_meta };
}

class Applying {
  #applied = 0;
  #synced = 0;
  #bytes = 0;
  #syncedBytes = 0;
  #syncedAt = performance.now();

  constructor(
    private readonly settings: EngineSettings,
    private readonly request: RestoreRequest,
    private readonly operation: Operation,
    private readonly target: CheckedChain & { readonly file: FileHandle },
  ) {}

  /** Answers the plain bytes of all objects, those of earlier attempts included. */
  async run(): Promise<number> {
    const { settings, request, operation } = this;
    const store = settings.openStore(settings.store);
    for (const [number, backup] of request.chain.entries()) {
      const layer = await readLayer(operation, store, backup, request.target.sizeBytes);
      await this.#applyLayer(layer, request.targetReadsZero && number === 0);
    }
    return this.#bytes;
  }

  async #applyLayer({ container, objects }: Layer, skipZeros: boolean): Promise<void> {
    const { request } = this;
    const done = Math.min(Math.max(0, request.appliedObjects - this.#applied), objects.count);
    for (let index = 0; index < done; index++) this.#bytes += objects.at(index).length ?? 0;
    this.#applied += done;
    this.#synced = this.#applied;
    let from = done;
    for (const [number, end] of objects.partEnds().entries()) {
      // What a later part of the same list writes over may hold data already: only there zeros matter.
      const isFirst = number === 0;
      await this.#applyPart(container, objects.from(from, end), skipZeros && isFirst);
      from = Math.max(from, end);
    }
    if (this.#applied > this.#synced) await this.#sync();
  }

  /** Objects that touch no common bytes, several at a time. */
  async #applyPart(container: string, part: Iterable<MetadataObject>, skipZeros: boolean): Promise<void> {
    const { operation, settings } = this;
    const { target } = this.request;
    const applied = inOrder(groups(part), 2 * operation.pool.width, (objects) =>
      operation.task('applyObjects', { store: settings.store, container, objects, target, skipZeros }),
    );
    for await (const batch of applied) {
      for (const { objects, bytes } of batch) {
        this.#applied += objects;
        this.#bytes += bytes;
      }
      const isMuch =
        this.#bytes - this.#syncedBytes >= SYNC_BYTES ||
        this.#applied - this.#synced >= SYNC_OBJECTS ||
        performance.now() - this.#syncedAt >= SYNC_MS;
      if (isMuch) await this.#sync();
    }
  }

  async #sync(): Promise<void> {
    const { operation, request } = this;
    await operation.until(
      this.target.file.datasync().catch(deviceFailure(`The target ${request.target.path} cannot be written`)),
    );
    const progress = {
      applied_objects: this.#applied,
      bytes_done: this.#bytes,
      total_bytes: this.target.total_bytes,
    };
    this.#synced = this.#applied;
    this.#syncedBytes = this.#bytes;
    this.#syncedAt = performance.now();
    await operation.until(request.onApplied(progress));
  }
}
