/** Resolves when all of it is done, or rejects with the first failure; not before nothing of it is under way any more. */
export async function settled(work: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(work);
  await Promise.all(work);
}
