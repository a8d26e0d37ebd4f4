import { QueryBus } from '@nestjs/cqrs';
import { ResetVolumeStatus } from '../../src/commands/reset-volume-status/reset-volume-status.command.js';
import { SetQuotaLimits } from '../../src/commands/set-quota-limits/set-quota-limits.command.js';
import { DomainError } from '../../src/domain/shared/errors.js';
import { ListEventsOf } from '../../src/projections/history/list-events-of.query.js';
import { belongingsOf, expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { accept, offer, takeBack, volumeWithSnapshot } from '../support/bench-transfers.js';
import { CommandBench } from '../support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

const codes = async (works: readonly Promise<unknown>[]): Promise<readonly string[]> => {
  const results = await Promise.allSettled(works);
  return results
    .map((result) => (result.status === 'fulfilled' ? 'accepted' : codeOf(result.reason)))
    .toSorted();
};
const codeOf = (error: unknown): string => {
  if (error instanceof DomainError) return error.code;
  throw error;
};
const orderIn = async (...projects: readonly string[]): Promise<readonly number[]> => {
  for (const project of projects) await expectOrder(bench, project);
  return projects.map((project) => belongingsOf(bench, project).volumes.length);
};

describe('Transfers', () => {
  it('move volume, snapshot and charges, and leave nothing behind', async () => {
    const [giver, getter] = [new Requests('giver'), new Requests('getter')];
    const id = await volumeWithSnapshot(bench, giver);
    const offered = await offer(bench, giver, id);
    await bench.execute(accept(getter, offered));
    await bench.settle();
    expect(await orderIn('giver', 'getter')).toEqual([0, 1]);
    expect(await bench.volume(id)).toMatchObject({ status: 'available', user_id: 'user-of-getter' });
    expect(belongingsOf(bench, 'getter').snapshots).toHaveLength(1);
    const events = await bench.events(`transfer-${offered.transfer.id}`);
    expect(JSON.stringify(events.map(({ data, metadata }) => [data, metadata]))).not.toContain(
      offered.auth_key,
    );
  });

  it('leave to the new owner what happened from then on, and to the former one nothing', async () => {
    const [giver, getter] = [new Requests('past'), new Requests('future')];
    const id = await volumeWithSnapshot(bench, giver);
    await bench.execute(accept(getter, await offer(bench, giver, id)));
    const events = (wholeLife: boolean) =>
      bench.process.get(QueryBus).execute(new ListEventsOf('volume', id, 0, 1000, wholeLife));
    const mine = await events(false);
    expect(mine.project_id).toBe('future');
    expect(mine.events.map(({ type }) => type)).toEqual(['VolumeTransferred', 'VolumeTransferEnded']);
    expect((await events(true)).events[0]?.type).toBe('VolumeCreateRequested');
  });

  it('are accepted by one of many who have the key', async () => {
    const giver = new Requests('many-giver');
    const offered = await offer(bench, giver, await volumeWithSnapshot(bench, giver));
    const friends = Array.from({ length: 8 }, (_, at) => new Requests(`friend-${at % 4}`));
    const outcomes = await codes(friends.map((by) => bench.execute(accept(by, offered))));
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(outcomes.slice(0, 7).every((code) => /^(TransferNotFound|InvalidVolume)$/.test(code))).toBe(true);
    await bench.settle();
    const owned = await orderIn('many-giver', 'friend-0', 'friend-1', 'friend-2', 'friend-3');
    expect(owned.reduce((sum, n) => sum + n)).toBe(1);
  });

  it('are accepted or taken back, not both', async () => {
    for (let round = 0; round < 5; round++) {
      const [giver, getter] = [new Requests(`torn-${round}`), new Requests(`torn-friend-${round}`)];
      const offered = await offer(bench, giver, await volumeWithSnapshot(bench, giver));
      const works = [bench.execute(accept(getter, offered)), bench.execute(takeBack(giver, offered))];
      const outcomes = await codes(works);
      expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
      await bench.settle();
      const owned = await orderIn(giver.project, getter.project);
      expect(owned[0] === 1 ? 1 : owned[1]).toBe(1);
    }
  });

  it('wait for a getter whose quota has room', async () => {
    const [giver, getter] = [new Requests('rich'), new Requests('poor')];
    const id = await volumeWithSnapshot(bench, giver);
    const offered = await offer(bench, giver, id);
    await bench.execute(new SetQuotaLimits(getter.context, 'poor', { snapshots: 0 }));
    await expect(bench.execute(accept(getter, offered))).rejects.toThrow('Maximum number of snapshots');
    expect(await bench.quota('poor')).toMatchObject({ reservations: {}, in_use: {} });
    await bench.execute(new SetQuotaLimits(getter.context, 'poor', { snapshots: 1 }));
    await bench.execute(accept(getter, offered));
    expect(await orderIn('rich', 'poor')).toEqual([0, 1]);
  });

  it('without snapshots leave these with whoever had them', async () => {
    const [giver, getter] = [new Requests('keeper'), new Requests('taker')];
    const id = await volumeWithSnapshot(bench, giver);
    await bench.execute(accept(getter, await offer(bench, giver, id, true)));
    expect(belongingsOf(bench, 'keeper')).toMatchObject({ volumes: [], snapshots: [{ volume_id: id }] });
    expect((await bench.quota('keeper')).in_use).toMatchObject({ volumes: 0, gigabytes: 1, snapshots: 1 });
    expect((await bench.quota('taker')).in_use).toMatchObject({ volumes: 1, gigabytes: 1 });
    await expect(bench.execute(getter.deleteVolume(id, { cascade: true }))).rejects.toThrow(
      'or be disassociated from snapshots after volume transfer.',
    );
  });

  it('end without a hand-over when an administrator took the volume away', async () => {
    const [giver, getter] = [new Requests('reset'), new Requests('reset-friend')];
    const admin = new Requests('reset', { is_admin: true });
    const id = await volumeWithSnapshot(bench, giver);
    const offered = await offer(bench, giver, id);
    await bench.execute(new ResetVolumeStatus(admin.context, id, { status: 'available' }));
    await expect(bench.execute(accept(getter, offered))).rejects.toThrow('expected awaiting-transfer');
    await bench.execute(takeBack(giver, offered));
    expect(await orderIn('reset', 'reset-friend')).toEqual([1, 0]);
  });
});
