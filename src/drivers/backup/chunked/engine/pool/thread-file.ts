import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The compiled entry of the pool's threads: beside this file when this is compiled code, else (tests run the sources,
 * which a worker thread cannot load) its twin in the build's folder.
 */
export function threadFile(here = import.meta.url): URL {
  const beside = new URL('./thread-main.js', here);
  if (existsSync(fileURLToPath(beside))) return beside;
  const twin = new URL(beside.href.replace('/src/', '/dist/'));
  if (existsSync(fileURLToPath(twin))) return twin;
  throw new Error(`The worker threads' code is missing (${fileURLToPath(twin)}); build first.`);
}
