/** All that a stream gives. */
export const collected = async <T>(items: AsyncIterable<T> | null): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items ?? []) all.push(item);
  return all;
};
