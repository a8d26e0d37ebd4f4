/** A module of the service as it was built: what is measured is what runs. The types are those of its source. */
export const built = async <T>(path: string): Promise<T> =>
  (await import(new URL(`../dist/${path}`, import.meta.url).href)) as T;
