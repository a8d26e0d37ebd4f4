interface Sized {
  readonly size: number;
}

/** The size that a request was reckoned with has changed before its append. */
class SizeChanged extends Error {
  override readonly name = 'SizeChanged';
}

/** Decides nothing on a size that is gone: what was reserved for it would be wrong for ever. */
export const expectSize = (state: Sized | null, size: number): void => {
  if (state !== null && state.size !== size)
    throw new SizeChanged(`${state.size} GiB instead of ${size} GiB`);
};

/** Reckons again, from the beginning, as long as {@link expectSize} finds another size. */
export const reckoning = async <T>(request: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof SizeChanged)) throw error;
    }
  }
};
