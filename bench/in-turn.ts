/** The same work several times, one after the other. */
export const inTurn = async <T>(
  times: number,
  work: (number: number) => Promise<T>,
): Promise<readonly T[]> => {
  const results: T[] = [];
  while (results.length < times) results.push(await work(results.length));
  return results;
};
