/** True for an error node:zlib found in the data; those of the source carry other codes. */
export function isZlibError(error: unknown): error is Error & { readonly code: string } {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && /^(?:Z_|ZSTD_)/.test(code);
}
