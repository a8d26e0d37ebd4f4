import { randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withFull } from '../../test/support/bench-givens.js';
import { Requests } from '../../test/support/bench-requests.js';
import { CommandBench } from '../../test/support/command-bench.js';
import { WorkingFileUpkeep } from './working-file-upkeep.js';

describe('working files of a host', () => {
  let bench: CommandBench;
  const by = new Requests('upkeep');
  beforeEach(async () => {
    bench = await CommandBench.start();
  });
  afterEach(() => bench.close());

  const spool = (): string => join(bench.directory, 'spool');
  const leave = async (backupId: string, minutesAgo: number): Promise<void> => {
    const directory = join(spool(), `backup-${backupId}`);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'digests-32768'), 'half');
    const then = new Date(Date.now() - minutesAgo * 60_000);
    for (const path of [join(directory, 'digests-32768'), directory]) await utimes(path, then, then);
  };
  const kept = async (): Promise<string[]> => (await readdir(spool())).sort();
  const pass = (): Promise<void> => bench.process.get(WorkingFileUpkeep).pass();

  it('go an hour after their backup ended elsewhere, or when nobody knows it', async () => {
    const { full } = await withFull(bench, by);
    const unknown = randomUUID();
    for (const id of [full, unknown]) await leave(id, 59);
    await pass();
    expect(await kept()).toEqual([`backup-${full}`, `backup-${unknown}`].sort());
    for (const id of [full, unknown]) await leave(id, 61);
    await pass();
    expect(await kept()).toEqual([]);
  });

  it('stay as long as their backup may go on', async () => {
    const { full, volume } = await withFull(bench, by);
    bench.process.backupFaults.run('verify', () => new Promise(() => undefined));
    bench.process.backupFaults.run('backup', () => new Promise(() => undefined));
    await bench.execute(by.verify(full));
    const { id } = await bench.execute(by.createBackup(volume));
    for (const backup of [full, id]) await leave(backup, 600);
    await pass();
    expect(await kept()).toEqual([`backup-${full}`, `backup-${id}`].sort());
  });
});
