import type { CompressionAlgorithm } from '../../codec/algorithm.js';
import { compress } from '../../codec/codec.js';
import { NotSmaller, onlyIfSmaller } from '../../codec/smaller.js';
import type { ObjectStoreOptions } from '../../../object-store/port.js';
import { isLong } from '../../hashing/open-md5.js';
import { ahead } from '../ahead.js';
import { DeviceReader } from '../device-reader.js';
import { readPieces, SlotLoan } from '../pieces.js';
import { DigestRecorder, type DigestTarget } from './digest-recorder.js';
import { ObjectMd5 } from './object-md5.js';
import { requireOpen } from './require-open.js';
import type { TaskContext } from './task-context.js';

export interface StoreObjectInput {
  readonly device: string;
  readonly offset: number;
  readonly length: number;
  readonly store: ObjectStoreOptions;
  readonly container: string;
  readonly name: string;
  readonly compression: CompressionAlgorithm;
  readonly blockSize: number;
  /** Null when a scan has hashed the blocks already. */
  readonly digests: DigestTarget | null;
  /** See planned-object.ts. */
  readonly closing: string;
}

export interface StoreObjectOutput {
  readonly compression: CompressionAlgorithm;
  readonly md5: string;
  readonly stored_bytes: number;
}

/**
 * Hashed pieces that may wait while the store compresses or writes. A long object has little beside it that would go on meanwhile:
 * these are as much as two compressors take at a time, for its MD5 to go on with.
 */
const hashedAhead = (length: number): number => (isLong(length) ? 8 : 1);
const KEPT = 2;

/**
 * Reads a range of the device, hashes it and stores it as one object, streaming. When compression does not make it smaller
 * it is stored again plain, as `none` (spec/backup-formats.md 1.2); the name never shows anything half-done meanwhile.
 */
export async function storeObject(input: StoreObjectInput, context: TaskContext): Promise<StoreObjectOutput> {
  const reader = await DeviceReader.open(input.device);
  try {
    const pass = new ReadingPass(reader, input, context);
    if (input.compression === 'none') return await pass.store('none');
    try {
      return await pass.store(input.compression);
    } catch (error) {
      if (!(error instanceof NotSmaller)) throw error;
    }
    return await pass.store('none');
  } finally {
    await reader.close();
  }
}

class ReadingPass {
  /** Bytes of the range whose blocks are hashed, whole blocks; a second pass goes on there. */
  #recorded = 0;
  #md5 = '';

  constructor(
    private readonly reader: DeviceReader,
    private readonly input: StoreObjectInput,
    private readonly context: TaskContext,
  ) {}

  async store(compression: CompressionAlgorithm): Promise<StoreObjectOutput> {
    return this.#withSlots((plain) => this.#put(compression, plain));
  }

  async #put(
    compression: CompressionAlgorithm,
    plain: AsyncIterable<Uint8Array>,
  ): Promise<StoreObjectOutput> {
    const { container, name, length } = this.input;
    const store = this.context.openStore(this.input.store);
    const { stored_bytes } =
      compression === 'none'
        ? await store.put(container, name, plain, { size: length, ifAbsent: true })
        : await store.put(container, name, onlyIfSmaller(compress(compression, length)(plain), length), {
            ifAbsent: true,
          });
    return { compression, md5: this.#md5, stored_bytes };
  }

  /** The range's bytes lie in slots until the work that takes them in has ended. */
  async #withSlots<R>(work: (plain: AsyncIterable<Uint8Array>) => Promise<R>): Promise<R> {
    const most = hashedAhead(this.input.length);
    const slots = new SlotLoan(most + KEPT);
    const plain = ahead(this.#hashed(slots), most);
    try {
      return await work(plain);
    } finally {
      // Whoever failed before the end may have left it standing, with a read under way.
      await plain.return();
      await slots.giveBack();
    }
  }

  async *#hashed(slots: SlotLoan): AsyncGenerator<Uint8Array> {
    const { input, context } = this;
    const md5 = new ObjectMd5(input.length);
    const recorder = input.digests && (await DigestRecorder.open(input.digests, input));
    try {
      for await (const piece of readPieces(this.reader, input, input.blockSize, slots)) {
        context.signal.throwIfAborted();
        const start = piece.offset - input.offset;
        const end = start + piece.data.length;
        if (start >= this.#recorded) await recorder?.add(piece);
        await md5.update(piece);
        yield piece.data;
        const isBlockEnd = end === input.length || (input.offset + end) % input.blockSize === 0;
        if (isBlockEnd) this.#recorded = Math.max(this.#recorded, end);
        context.passed(piece.data.length);
      }
      await recorder?.finish();
      this.#md5 = await md5.digest();
      await requireOpen(context.openStore(input.store), input);
    } finally {
      md5.close();
      await recorder?.close();
    }
  }
}
