import { randomUUID } from 'node:crypto';
import { expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';

const record = (id: string, parent_id: string): string => {
  const text = { display_name: null, display_description: null, container: null, service_metadata: null };
  const members = { id, parent_id, size: 1, object_count: 0, ...text };
  return Buffer.from(JSON.stringify(members)).toString('base64');
};

describe('Imported records that name each other as parent', () => {
  let bench: CommandBench;
  beforeAll(async () => {
    bench = await CommandBench.start();
  });
  afterAll(() => bench.close());

  it('are refused where the circle would be closed', async () => {
    const by = new Requests('project-circle');
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    await bench.execute(by.importBackup(record(a, c)));
    await bench.execute(by.importBackup(record(b, a)));
    await expect(bench.execute(by.importBackup(record(c, b)))).rejects.toThrow(
      `Invalid backup: Backup ${c} would be based on itself.`,
    );
    await bench.settle();
    await expectOrder(bench, by.project);
    for (const id of [b, a]) {
      await bench.execute(by.deleteBackup(id));
      await bench.settle();
    }
    await expectOrder(bench, by.project);
  });

  it('can all be deleted, though they came at the same moment', async () => {
    const by = new Requests('project-circle-race');
    for (let round = 0; round < 4; round++) {
      const [a, b] = [randomUUID(), randomUUID()];
      const came = await Promise.allSettled([
        bench.execute(by.importBackup(record(a, b))),
        bench.execute(by.importBackup(record(b, a))),
      ]);
      await bench.settle();
      const ids = came.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
      const states = await Promise.all(ids.map((id) => bench.backup(id)));
      for (const { status, fail_reason, parent_id, id } of states) {
        if (status === 'available') continue;
        expect({ fail_reason, parent_id }).toEqual({
          fail_reason: `Backup ${id} would be based on itself.`,
          parent_id: null,
        });
      }
      for (const { id } of states.toSorted((one, other) => one.children.length - other.children.length)) {
        await bench.execute(by.deleteBackup(id));
        await bench.settle();
      }
      await expectOrder(bench, by.project);
    }
  });
});
