import { randomUUID } from 'node:crypto';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  BackupDescription,
  BackupDriver,
  BackupOutcome,
  ByteRange,
  RestoreRequest,
  VerifyOutcome,
  VerifyRequest,
  WrittenChunk,
} from '../../src/drivers/backup/port.js';

export type PlacedBackup = BackupDescription & {
  readonly container: string;
  readonly service_metadata: string;
};

/** A backup that a test has made, with what the driver reported of it. */
export interface MadeBackup {
  readonly backup: PlacedBackup;
  readonly chunks: WrittenChunk[];
  readonly outcome: BackupOutcome;
}

export interface BackupOptions {
  readonly backup?: PlacedBackup;
  readonly parent?: MadeBackup | null;
  /** What earlier attempts recorded; new chunks are added to it, as the event log would. */
  readonly recorded?: WrittenChunk[];
  /** Comes for each object by itself: a caller may fail between two that it is told of at once. */
  readonly onChunk?: (chunk: WrittenChunk) => Promise<void> | void;
  readonly confirm?: () => Promise<void>;
  readonly signal?: AbortSignal;
  readonly volume_meta?: string | null;
  /** What alone has changed since the parent; default: nobody can tell. */
  readonly changed?: readonly ByteRange[];
}

export interface RestoreOptions {
  /** What is on the target before; default: a new target of that many zeros. */
  readonly before?: Buffer;
  readonly size?: number;
  readonly appliedObjects?: number;
  readonly onApplied?: RestoreRequest['onApplied'];
  readonly signal?: AbortSignal;
}

const startedAt = new Date('2026-11-21T03:45:07Z');

/** A directory for one test, with a volume in it that a driver backs up and restores. */
export class BackupRig {
  private constructor(
    readonly driver: BackupDriver,
    readonly directory: string,
  ) {}

  static async create(driverIn: (directory: string) => BackupDriver): Promise<BackupRig> {
    const directory = await mkdtemp(join(tmpdir(), 'emberlog-backup-'));
    return new BackupRig(driverIn(directory), directory);
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  get volumePath(): string {
    return join(this.directory, 'volume');
  }

  async setVolume(bytes: Uint8Array): Promise<void> {
    await writeFile(this.volumePath, bytes);
  }

  /** Overwrites a part of the volume. */
  async change(offset: number, bytes: Uint8Array): Promise<void> {
    const file = await open(this.volumePath, 'r+');
    await file.write(bytes, 0, bytes.length, offset);
    await file.close();
  }

  volume(): Promise<Buffer> {
    return readFile(this.volumePath);
  }

  describe(changes: Partial<BackupDescription> = {}): PlacedBackup {
    const backup: BackupDescription = {
      id: randomUUID(),
      volume_id: '0a1b2c3d-0000-4000-8000-00000000000a',
      display_name: 'nightly – ñ',
      display_description: null,
      created_at: '2026-11-21T03:45:06.000120',
      size: 1,
      container: null,
      service_metadata: null,
      parent_id: null,
      ...changes,
    };
    return { ...backup, ...this.driver.place(backup, startedAt) };
  }

  async backup(options: BackupOptions = {}): Promise<MadeBackup> {
    const { parent = null } = options;
    const backup = options.backup ?? this.describe({ parent_id: parent?.backup.id ?? null });
    const chunks = options.recorded ?? [];
    const outcome = await this.driver.backup({
      backup,
      parent: parent?.backup ?? null,
      source: { path: this.volumePath, sizeBytes: (await this.volume()).length },
      volume_meta: options.volume_meta ?? null,
      changed: options.changed ? inTurn(options.changed) : null,
      async *writtenChunks() {
        yield* chunks.slice();
      },
      async onChunks(stored) {
        for (const chunk of stored) {
          await options.onChunk?.(chunk);
          chunks.push(chunk);
        }
      },
      confirm: async () => options.confirm?.(),
      signal: options.signal ?? new AbortController().signal,
    });
    return { backup, chunks, outcome };
  }

  /** Restores to a file of its own and answers what it holds then. */
  async restore(
    chain: readonly { readonly backup: BackupDescription }[],
    options: RestoreOptions = {},
  ): Promise<Buffer> {
    const size = options.before?.length ?? options.size ?? (await this.volume()).length;
    const path = join(this.directory, `target-${randomUUID()}`);
    await writeFile(path, options.before ?? Buffer.alloc(size));
    await this.restoreTo(path, chain, { ...options, size });
    return readFile(path);
  }

  /** All of a chain, with the first three damaged objects. */
  verify(
    chain: readonly { readonly backup: BackupDescription }[],
    options: Partial<VerifyRequest> = {},
  ): Promise<VerifyOutcome> {
    return this.driver.verify({
      chain: chain.map(({ backup }) => backup),
      maxDamaged: 3,
      onProgress: async () => {},
      signal: new AbortController().signal,
      ...options,
    });
  }

  /** Restores onto a file that is there. */
  async restoreTo(
    path: string,
    chain: readonly { readonly backup: BackupDescription }[],
    options: RestoreOptions & { readonly size: number },
  ) {
    return this.driver.restore({
      chain: chain.map(({ backup }) => backup),
      target: { path, sizeBytes: options.size },
      targetReadsZero: options.before === undefined,
      appliedObjects: options.appliedObjects ?? 0,
      onApplied: options.onApplied ?? (async () => {}),
      signal: options.signal ?? new AbortController().signal,
    });
  }
}

async function* inTurn<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
