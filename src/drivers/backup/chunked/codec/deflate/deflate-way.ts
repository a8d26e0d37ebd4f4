import { loadZstd } from '../zstd/library.js';
import { deflateByLibraries, deflateByNode, type DeflateWay } from './deflater.js';
import { loadDeflate } from './library.js';

/** The fastest that there is here. */
export const loadDeflateWay = async (): Promise<DeflateWay> => {
  const [zlib, zstd] = await Promise.all([loadDeflate(), loadZstd()]);
  return zlib === null || zstd === null ? deflateByNode : deflateByLibraries(zlib, zstd);
};
