import {
  InvalidBackup,
  MOST_CHUNKS,
  type BackupOutcome,
  type BackupRequest,
  type WrittenChunk,
} from '../../../port.js';
import { metadataName, requirePrefix } from '../../format/object-names.js';
import { deviceLength, flushDevice } from '../device-reader.js';
import { inOrder } from '../in-order.js';
import { Operation } from '../operation.js';
import type { Range } from '../pieces.js';
import type { StoreObjectsInput } from '../tasks/planned-object.js';
import { BackupSpool, spooling } from './backup-spool.js';
import { changedRanges } from './changed-ranges.js';
import { ChunkJournal } from './chunk-journal.js';
import { completeDigests } from './complete-digests.js';
import { finishBackup } from './finish.js';
import { freeName } from './free-name.js';
import { checkBeforeBackup, type ParentDigests } from './parent.js';
import { plannedObjects } from './planned-objects.js';
import { takeRecordedChunks } from './recorded-chunks.js';
import type { EngineSettings } from './settings.js';

/**
 * Stores a device as a backup: chunks in order, then the two JSON objects. It may be called again after any interruption, also
 * after everything was written, and then goes on behind the last recorded chunk.
 * @throws InvalidBackup, InvalidVolume, BackupStoreError, or the reason of the signal or of onChunks
 */
export async function runBackup(settings: EngineSettings, request: BackupRequest): Promise<BackupOutcome> {
  checkSizes(settings);
  requirePrefix(request.backup.service_metadata);
  return Operation.run(settings.pool, request.signal, async (operation) => {
    const spool = await BackupSpool.open(settings.spoolDirectory, request.backup.id, settings.blockSize);
    const journal = await spooling(() =>
      ChunkJournal.create(spool.directory, request.backup.service_metadata),
    );
    try {
      return await new Transfer(settings, request, operation, { spool, journal }).run();
    } finally {
      await Promise.all([spool.close(), journal.close()]);
    }
  });
}

/** @throws InvalidBackup */
export function checkSizes({
  chunkSize,
  blockSize,
}: {
  readonly chunkSize: number;
  readonly blockSize: number;
}): void {
  if (blockSize >= 1 && chunkSize >= 1 && chunkSize % blockSize === 0) return;
  throw new InvalidBackup('Chunk size is not multiple of block size for creating hash.');
}

class Transfer {
  readonly #spool: BackupSpool;
  readonly #journal: ChunkJournal;

  constructor(
    private readonly settings: EngineSettings,
    private readonly request: BackupRequest,
    private readonly operation: Operation,
    { spool, journal }: { readonly spool: BackupSpool; readonly journal: ChunkJournal },
  ) {
    this.#spool = spool;
    this.#journal = journal;
  }

  async run(): Promise<BackupOutcome> {
    const { settings, request, operation } = this;
    const { blockSize } = settings;
    const { container, service_metadata: prefix } = request.backup;
    const spool = this.#spool;
    const store = settings.openStore(settings.store);
    const parent = await checkBeforeBackup(operation, store, request, { spool, blockSize });
    const total = await deviceLength(request.source);
    await operation.until(flushDevice(request.source.path));
    const start = await takeRecordedChunks(request, this.#journal, { blockSize, total });
    await store.ensureContainer(container);
    await store.discardPartialPuts(container, prefix);
    const device = request.source.path;
    await completeDigests(operation, device, spool, { blockSize, end: start });
    await this.#storeAll({ offset: start, length: total - start }, parent);
    await completeDigests(operation, device, spool, { blockSize, end: total });
    const blocks = Math.ceil(total / blockSize);
    await finishBackup(operation, store, request, { spool, journal: this.#journal, blockSize, blocks });
    await BackupSpool.remove(settings.spoolDirectory, request.backup.id);
    return { object_count: this.#journal.count, bytes_read: total, bytes_stored: this.#journal.storedBytes };
  }

  /** Objects are written by several threads and recorded strictly in order, their digests durable before. */
  async #storeAll(part: Range, parent: ParentDigests | null): Promise<void> {
    const { settings, request, operation } = this;
    const { container, service_metadata: prefix } = request.backup;
    const { blockSize, chunkSize, compression } = settings;
    const digests = { path: this.#spool.digestsPath, blockSize };
    const device = request.source.path;
    const told = request.changed ?? null;
    const found = parent
      ? changedRanges(operation, { device, digests, parent, chunkSize, part, told })
      : [chunksOf(part, chunkSize)];
    const planned = plannedObjects(found, prefix, this.#journal.count + 1);
    const common = {
      device,
      store: settings.store,
      container,
      compression,
      blockSize,
      digests: parent ? null : digests,
      closing: metadataName(prefix),
    };
    const stored = inOrder(planned, 2 * operation.pool.width, (objects) =>
      this.#store({ ...common, objects }),
    );
    for await (const batch of stored) {
      await this.#spool.flush();
      for (const chunks of slices(batch.flat(), MOST_CHUNKS)) {
        await operation.until(request.onChunks(chunks));
        for (const chunk of chunks) await spooling(() => this.#journal.append(chunk));
      }
    }
  }

  async #store(input: StoreObjectsInput): Promise<readonly WrittenChunk[]> {
    const { settings, request, operation } = this;
    for (;;) {
      const stored = await operation.task('storeObjects', input);
      if ('chunks' in stored) return stored.chunks;
      await freeName(operation, settings.openStore(settings.store), request, stored.taken);
    }
  }
}

function* slices<T>(all: readonly T[], length: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += length) yield all.slice(at, at + length);
}

function* chunksOf({ offset, length }: Range, chunkSize: number): Generator<Range> {
  const end = offset + length;
  for (let at = offset; at < end; at += chunkSize)
    yield { offset: at, length: Math.min(chunkSize, end - at) };
}
