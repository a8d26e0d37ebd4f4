/** Waits until all have ended, but not longer than `graceMs`. */
export const endedOrTimeout = async (ends: readonly Promise<void>[], graceMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs);
  });
  await Promise.race([Promise.all(ends), timeout]);
  clearTimeout(timer);
};
