import { secondBytes, withFull, type Given } from '../support/bench-givens.js';
import { belongingsOf } from '../support/bench-order.js';
import type { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere, type Scenario } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

interface Chain extends Given {
  readonly middle: string;
  readonly top: string;
  readonly topBytes: Buffer;
}

/** full ← top */
const shortChain = async (by: Requests): Promise<Chain> => {
  const given = await withFull(bench, by);
  const { id } = await bench.execute(by.createBackup(given.volume, { incremental: true }));
  await bench.settle();
  return { ...given, middle: id, top: id, topBytes: secondBytes };
};

/** full ← middle ← top, of which the incrementals hold a part of the volume each. */
const chain = async (by: Requests): Promise<Chain> => {
  const given = await withFull(bench, by);
  const next = async (bytes: Buffer, offset: number): Promise<string> => {
    await bench.write(given.volume, bytes, offset);
    const { id } = await bench.execute(by.createBackup(given.volume, { incremental: true }));
    await bench.settle();
    return id;
  };
  const middle = await next(Buffer.alloc(30_000), 0);
  const top = await next(Buffer.alloc(9000, 1), 20_000);
  return { ...given, middle, top, topBytes: await bench.bytes(given.volume) };
};

/** Every member that is left is available and in its parent's books; what is on top holds its bytes. */
const expectChain = async (by: Requests, { top, topBytes }: Chain): Promise<string[]> => {
  const { backups } = belongingsOf(bench, by.project);
  for (const { status, id, merging } of backups) {
    expect({ status, merging }).toEqual({ status: 'available', merging: null });
    const children = backups.filter(({ parent_id }) => parent_id === id).map((child) => child.id);
    expect(backups.find((backup) => backup.id === id)).toMatchObject({ children, dependents: children });
  }
  const left = backups.map(({ id }) => id);
  if (left.includes(top)) expect((await bench.stored(top)).equals(topBytes)).toBe(true);
  return left;
};

const chains: Record<string, Scenario<Chain>> = {
  'the deletion of a chain': {
    usesUp: true,
    prepare: (_bench, by) => shortChain(by),
    act: (_bench, by, { full }) => bench.execute(by.deleteMember(full, 'delete')),
    check: async (_bench, by, given) => {
      expect([0, 2]).toContain((await expectChain(by, given)).length);
    },
  },
  'detaching what rests on the middle of a chain': {
    usesUp: true,
    prepare: (_bench, by) => chain(by),
    act: (_bench, by, { middle }) => bench.execute(by.deleteMember(middle, 'detach')),
    check: async (_bench, by, given) => {
      const { full, middle, top } = given;
      const left = await expectChain(by, given);
      expect(left.toSorted()).toEqual((left.length === 3 ? [full, middle, top] : [full, top]).toSorted());
    },
  },
};

it.each(Object.entries(chains))(
  '%s',
  async (_name, scenario) => {
    expect(await crashEverywhere(bench, scenario, 5)).toBeGreaterThan(8);
  },
  180_000,
);
