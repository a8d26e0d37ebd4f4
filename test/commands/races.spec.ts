import type { Command } from '@nestjs/cqrs';
import { SetQuotaLimits } from '../../src/commands/set-quota-limits/set-quota-limits.command.js';
import { DomainError } from '../../src/domain/shared/errors.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

/** How many of these requests, sent at once, had each outcome: `accepted`, or the code of the refusal. */
const outcomes = async (requests: readonly Command<unknown>[]): Promise<Record<string, number>> => {
  const results = await Promise.allSettled(requests.map((request) => bench.execute(request)));
  const counts: Record<string, number> = {};
  for (const result of results) {
    const outcome = result.status === 'fulfilled' ? 'accepted' : codeOf(result.reason);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
};
const codeOf = (error: unknown): string => {
  if (error instanceof DomainError) return error.code;
  throw error;
};
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('Requests that race', () => {
  it('take a quota of a hundred exactly a hundred times', async () => {
    const by = new Requests('racing-for-quota');
    await bench.execute(new SetQuotaLimits(by.context, by.project, { volumes: 100 }));
    const counts = await outcomes(times(200, () => by.createVolume()));
    expect(counts).toEqual({ accepted: 100, VolumeLimitExceeded: 100 });
    await bench.settle(60_000);
    const { in_use, reservations } = await bench.quota(by.project);
    expect([in_use['volumes'], reservations]).toEqual([100, {}]);
  }, 90_000);

  it('back one volume up once', async () => {
    const by = new Requests('racing-for-a-volume');
    const { id } = await bench.execute(by.createVolume());
    await bench.settle();
    const transfer = Promise.withResolvers<void>();
    bench.process.backupFaults.run('backup', () => transfer.promise);
    const counts = await outcomes(times(100, () => by.createBackup(id)));
    transfer.resolve();
    expect(counts).toEqual({ accepted: 1, InvalidVolume: 99 });
    await bench.settle(60_000);
    const { in_use, reservations } = await bench.quota(by.project);
    expect([in_use['backups'], reservations]).toEqual([1, {}]);
  }, 90_000);
});
