import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadModel } from './read-model.js';

const schema = {
  version: 1,
  statements: ['CREATE TABLE things (name TEXT NOT NULL UNIQUE) STRICT'],
  indexes: { things_by_length: 'things (length(name))' },
};

describe('ReadModel', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'emberlog-read-model-'));
    file = join(directory, 'made', 'read-model.sqlite');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const names = (model: ReadModel): unknown[] => model.all('SELECT name FROM things').map(({ name }) => name);
  const filled = (): void => {
    const model = new ReadModel(file, schema);
    model.run('INSERT INTO things VALUES (?)', ['kept']);
    model.close();
  };

  it('remembers an answer until something is written, or was to be', () => {
    const model = new ReadModel(file, schema);
    const remembered = (): readonly unknown[] => model.remembered('SELECT name FROM things', []);
    expect(remembered()).toEqual([]);
    expect(remembered()).toBe(remembered());
    model.run('INSERT INTO things VALUES (?)', ['new']);
    expect(remembered()).toEqual([{ name: 'new' }]);
    const failing = (): void =>
      model.transaction(() => {
        model.run('DELETE FROM things');
        expect(remembered()).toEqual([]);
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(remembered()).toEqual([{ name: 'new' }]);
    model.startOver();
    expect(remembered()).toEqual([]);
    model.close();
  });

  it('keeps its rows', () => {
    filled();
    const model = new ReadModel(file, schema);
    expect(names(model)).toEqual(['kept']);
    model.close();
  });

  it('begins anew when the file is of another version', () => {
    filled();
    const model = new ReadModel(file, { ...schema, version: 2 });
    expect(names(model)).toEqual([]);
    model.close();
  });

  it('begins anew when the file is no database', () => {
    filled();
    writeFileSync(file, 'x'.repeat(8192));
    const model = new ReadModel(file, schema);
    expect(names(model)).toEqual([]);
    model.close();
  });

  it('does all of a transaction or nothing', () => {
    const model = new ReadModel(file, schema);
    expect(() =>
      model.transaction(() => {
        model.run('INSERT INTO things VALUES (?)', ['a']);
        model.run('INSERT INTO things VALUES (?)', ['a']);
      }),
    ).toThrow(/UNIQUE/);
    expect(names(model)).toEqual([]);
    model.transaction(() => model.run('INSERT INTO things VALUES (?)', ['b']));
    expect(names(model)).toEqual(['b']);
    model.close();
  });

  it('starts over', () => {
    const model = new ReadModel(file, schema);
    model.run('INSERT INTO things VALUES (?)', ['a']);
    model.startOver();
    expect(names(model)).toEqual([]);
    model.close();
  });

  it('refuses a file that somebody else has open', () => {
    const model = new ReadModel(file, schema);
    expect(() => new ReadModel(file, schema)).toThrow(/is in use by another process/);
    model.close();
  });
});
