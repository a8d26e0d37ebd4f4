import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The compiled code of a thread: where it should be when this is compiled code, else (tests run the sources, which a worker
 * thread cannot load) its twin in the build's folder.
 * @param beside as it would be found beside the compiled code that starts it
 */
export function threadFile(beside: URL): URL {
  if (existsSync(fileURLToPath(beside))) return beside;
  const twin = new URL(beside.href.replace('/src/', '/dist/'));
  if (existsSync(fileURLToPath(twin))) return twin;
  throw new Error(`The worker threads' code is missing (${fileURLToPath(twin)}); build first.`);
}
