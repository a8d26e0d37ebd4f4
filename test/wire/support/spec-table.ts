import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'spec');

/** A table of test/wire/spec: the contract in a form that tests can walk over. */
export const specTable = <Row>(name: string): Row =>
  JSON.parse(readFileSync(join(folder, `api-core.${name}.json`), 'utf8')) as Row;
