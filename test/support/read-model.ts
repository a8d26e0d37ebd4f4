import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Projector } from '../../src/projections/runner/projector.js';
import { ReadModel } from '../../src/projections/store/read-model.js';
import type { Row } from '../../src/projections/store/row.js';
import { readModelSchema } from '../../src/projections/store/schema.js';
import { tables } from '../../src/projections/store/tables.js';

export interface TestReadModel {
  readonly file: string;
  readonly model: ReadModel;
  readonly projector: Projector;
  readonly warnings: readonly string[];
  close(): void;
}

const newFile = (): string => join(mkdtempSync(join(tmpdir(), 'emberlog-read-model-')), 'read-model.sqlite');

/** A read model in a directory of its own: an empty one, or the one an earlier run left behind. */
export const openTestReadModel = (file = newFile()): TestReadModel => {
  const model = new ReadModel(file, readModelSchema);
  const warnings: string[] = [];
  return {
    file,
    model,
    warnings,
    projector: new Projector(model, tables, (message) => warnings.push(message)),
    close: () => {
      model.close();
      rmSync(dirname(file), { recursive: true, force: true });
    },
  };
};

/** Every row of every read model, each table in the order of its keys. */
export const allRows = (model: ReadModel): Record<string, readonly Row[]> => ({
  ...Object.fromEntries(tables.map(({ name }) => [name, model.all(`SELECT * FROM ${name} ORDER BY id`)])),
  claims: model.all('SELECT * FROM claims ORDER BY holder, operation, operation_id'),
});
