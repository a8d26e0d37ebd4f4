import { DatabaseSync } from 'node:sqlite';
import { GroupCommit } from './group-commit.js';

describe('GroupCommit', () => {
  const heard: string[] = [];
  let database: DatabaseSync;
  let commits: GroupCommit;
  const rows = (): number => Number(database.prepare('SELECT count(*) AS n FROM t').get()?.n);
  const insert = (n: number) => () => database.prepare('INSERT INTO t VALUES (?)').run(n);
  beforeEach(() => {
    heard.length = 0;
    database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE t (n INTEGER PRIMARY KEY)');
    commits = new GroupCommit(database, {
      committed: () => heard.push(`committed with ${rows()}`),
      rolledBack: () => heard.push('rolled back'),
      broken: () => heard.push('broken'),
    });
  });
  afterEach(() => database.close());

  it('makes one transaction of what arrives in one turn, and answers after it', async () => {
    await Promise.all(
      [1, 2, 3].map((n) => commits.submit(insert(n)).then(() => heard.push(`answered ${n}`))),
    );
    expect(heard).toEqual(['committed with 3', 'answered 1', 'answered 2', 'answered 3']);
  });

  it('gives each its own result', async () => {
    expect(await Promise.all([commits.submit(() => 'a'), commits.submit(() => 'b')])).toEqual(['a', 'b']);
  });

  it('undoes all of a transaction that fails, tells everybody in it, and goes on', async () => {
    const outcomes = await Promise.allSettled([commits.submit(insert(1)), commits.submit(insert(1))]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    expect(rows()).toBe(0);
    expect(heard).toEqual(['rolled back', 'broken']);
    await commits.submit(insert(2));
    expect(rows()).toBe(1);
  });

  it('commits at once what waits when it is flushed', async () => {
    const waiting = commits.submit(insert(1));
    commits.flush();
    expect(rows()).toBe(1);
    await waiting;
  });
});
