import { constants, type ZstdOptions } from 'node:zlib';
import { WINDOW_LOG } from './frame-header.js';

/** Cinder's level. */
export const LEVEL = 3;

/** What node:zlib is told for one frame with the content size in its header, without which python-zstd refuses it. */
export const frameOptions = (plainLength: number): ZstdOptions & { readonly pledgedSrcSize: number } => ({
  pledgedSrcSize: plainLength,
  params: {
    [constants.ZSTD_c_compressionLevel]: LEVEL,
    [constants.ZSTD_c_windowLog]: WINDOW_LOG,
    [constants.ZSTD_c_contentSizeFlag]: 1,
  },
});
