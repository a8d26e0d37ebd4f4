import { claimsDefinition } from '../claims/claims.table.js';
import { checkpointDefinition } from './checkpoint.js';
import type { ReadModelSchema } from './read-model.js';
import { tableDefinition } from './table.js';
import { tables } from './tables.js';

/**
 * Raise the version with every change of a table, an index, a state in src/domain or nextStep: rows that were made by
 * other code are never read.
 */
export const readModelSchema: ReadModelSchema = {
  version: 1,
  statements: [...checkpointDefinition, ...claimsDefinition, ...tables.flatMap(tableDefinition)],
};
