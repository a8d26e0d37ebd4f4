import type { Command } from '@nestjs/cqrs';
import { EventLogUnavailable } from '../../src/drivers/event-log/port.js';
import { firstBytes, secondBytes, withFull, type Given } from '../support/bench-givens.js';
import { withKey } from '../support/bench-keys.js';
import { belongingsOf, expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

type Request = (by: Requests, given: Given) => Command<unknown>;
const requests: Record<string, Request> = {
  'a volume from a backup': (by, { full }) => by.createVolume({ backup_id: full }),
  'a restore to a new volume': (by, { full }) => by.restore(full),
};

/** The volume is recorded just before its restore; then nobody knows of the restore. */
const leftHalf = async (
  name: string,
  request: Request,
): Promise<{ by: Requests; again: Command<unknown> }> => {
  const by = new Requests(name);
  const given = await withFull(bench, by);
  await bench.write(given.volume, secondBytes);
  const keyed = withKey(name, 'k');
  bench.process.log.set({ at: 4, when: 'before', how: 'fail' });
  await expect(bench.execute(request(keyed, given))).rejects.toThrow(EventLogUnavailable);
  expect(bench.process.log.appends.at(3)).toMatch(/^restore-.*: RestoreRequested$/);
  bench.process.log.set(null);
  return { by, again: request(keyed, given) };
};

/** The new volume: the second one that the project has. */
const made = async ({ project }: Requests): Promise<{ id: string; status: string }> => {
  await bench.settle();
  await new Promise((resolve) => setTimeout(resolve, 2));
  await bench.reconcile();
  await bench.settle();
  await expectOrder(bench, project);
  const { volumes } = belongingsOf(bench, project);
  expect(volumes.length).toBe(2);
  const [volume] = volumes.filter(({ source }) => source !== 'empty');
  if (volume === undefined) throw new Error('there is no new volume');
  return volume;
};

describe.each(Object.entries(requests))('%s that was left half recorded', (name, request) => {
  it('is filled when it is asked for again', async () => {
    const { by, again } = await leftHalf(`filled-${name}`, request);
    await bench.execute(again);
    const { id, status } = await made(by);
    expect(status).toBe('available');
    expect((await bench.bytes(id)).equals(firstBytes)).toBe(true);
  });

  it('is the answer still when it was given up, and no second volume is made', async () => {
    const { by, again } = await leftHalf(`given-up-${name}`, request);
    const before = await made(by);
    await bench.execute(again);
    expect(await made(by)).toEqual(before);
    expect(before.status).toBe('error');
  });
});
