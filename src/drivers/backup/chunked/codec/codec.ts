import type { CompressionAlgorithm } from './algorithm.js';

/** Turns one stream of bytes into another; errors of the source pass through unchanged. */
export type ByteTransform = (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/**
 * Compresses one object: one complete stream, as Cinder's readers want it.
 * @param plainLength bytes the source will give; a source that gives fewer or more is an error
 */
export function compress(_algorithm: CompressionAlgorithm, _plainLength: number): ByteTransform {
  throw new Error('being written');
}

/**
 * Decompresses one object.
 * @param limitBytes more plain bytes than this are refused before they are handed on; pass the length the metadata gives
 * @throws InvalidBackup (while iterated) when the stream is damaged, cut short, longer than the limit, or followed by anything
 */
export function decompress(_algorithm: CompressionAlgorithm, _limitBytes: number): ByteTransform {
  throw new Error('being written');
}
