import { createHash } from 'node:crypto';
import { claimsDefinition, claimsIndexes } from '../claims/claims.table.js';
import { checkpointDefinition } from './checkpoint.js';
import type { ReadModelSchema } from './read-model.js';
import { tableDefinition, tableIndexes } from './table.js';
import { tables } from './tables.js';

/**
 * Raise it with every change of a state in src/domain or of nextStep: rows that were made by other code are never read.
 * A change of a table or an index needs no mention, it shows in the statements.
 */
const rowsVersion = 20;

const statements = [...checkpointDefinition, ...claimsDefinition, ...tables.map(tableDefinition)];
const indexes = Object.assign({}, claimsIndexes, ...tables.map(tableIndexes)) as ReadModelSchema['indexes'];

/** SQLite keeps the version of a file in 32 bits, signed; 0 is a new file. */
const fingerprint = (text: string): number =>
  createHash('sha256').update(text).digest().readUInt32BE() >>> 1 || 1;

export const readModelSchema: ReadModelSchema = {
  version: fingerprint([rowsVersion, ...statements, JSON.stringify(indexes)].join(';')),
  statements,
  indexes,
};
