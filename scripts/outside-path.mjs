import { delimiter, sep } from 'node:path';

/** PATH without what npm scripts put before it, so that the machine's own node and npm are found. */
export const outsidePath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((directory) => !directory.split(sep).includes('node_modules'))
    .join(delimiter);
