import { rmSync } from 'node:fs';
import * as fc from 'fast-check';
import type { ProjectionRunner } from '../src/projections/runner/projection-runner.js';
import { ReadModelLookup } from '../src/projections/lookup/read-model-lookup.js';
import type { ReadModel } from '../src/projections/store/read-model.js';
import { startTestEventLog, type TestEventLog } from './support/event-log.js';
import { projectionOf, Writer } from './support/projection.js';
import { History } from './support/read-model-history.js';
import { newborns, randomEvent } from './support/read-model-random-events.js';
import { allRows, openTestReadModel } from './support/read-model.js';

const answers = async (model: ReadModel, runner = {} as ProjectionRunner): Promise<object> => {
  const lookup = new ReadModelLookup(model, runner);
  return {
    rows: allRows(model),
    unfinished: await lookup.unfinished(),
    claims: await lookup.claimsBefore('9999'),
    parents: await lookup.parentCandidates('1', '1'),
  };
};

describe('the read model is what its events make it', () => {
  it('in whatever batches they come, and however often', async () => {
    const cuts = fc.array(fc.record({ size: fc.integer({ min: 1, max: 40 }), again: fc.nat(20) }), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomEvent, { minLength: 30, maxLength: 300 }),
        cuts,
        async (random, batches) => {
          const history = new History();
          for (const { stream, type, data } of random) history.add(stream, { type, data });
          const [whole, pieces] = [openTestReadModel(), openTestReadModel()];
          try {
            whole.projector.apply(history.events);
            for (let at = 0, i = 0; at < history.events.length; i++) {
              const { size = 1, again = 0 } = batches[i % batches.length] ?? {};
              pieces.projector.apply(history.events.slice(Math.max(0, at - again), at + size));
              at += size;
            }
            expect(await answers(pieces.model)).toEqual(await answers(whole.model));
          } finally {
            whole.close();
            pieces.close();
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  describe('over a log', () => {
    let test: TestEventLog;
    beforeEach(async () => (test = await startTestEventLog()));
    afterEach(() => test.close());

    it('after restarts in the middle, and after the file was deleted', async () => {
      const writer = new Writer(test.log);
      const events = [
        ...fc.sample(newborns, { numRuns: 1, seed: 2026 }).flat(),
        ...fc.sample(randomEvent, { numRuns: 240, seed: 2026 }),
      ];
      let live = projectionOf(test.log);
      for (const [i, { stream, type, data }] of events.entries()) {
        if (i % 80 === 0) live.runner.start();
        await writer.add(stream, { type, data });
        if (i % 80 !== 60) continue;
        await live.halt();
        live = projectionOf(test.log, openTestReadModel(live.file));
      }
      live.runner.start();
      expect(await live.runner.catchUp(20_000)).toBe(true);
      const before = await answers(live.model, live.runner);
      expect(Object.values(allRows(live.model)).every((table) => table.length > 0)).toBe(true);

      await live.halt();
      rmSync(live.file);
      const rebuilt = projectionOf(test.log, openTestReadModel(live.file));
      rebuilt.runner.start();
      expect(await rebuilt.runner.catchUp(20_000)).toBe(true);
      expect(await answers(rebuilt.model, rebuilt.runner)).toEqual(before);
      await rebuilt.end();
    });

    it('builds it again when the file was made from another log', async () => {
      const other = await startTestEventLog();
      const first = projectionOf(other.log);
      first.runner.start();
      const [event] = fc.sample(randomEvent, { numRuns: 1, seed: 7 });
      if (event === undefined) throw new Error('no event');
      await new Writer(other.log).add(event.stream, event);
      await new Writer(other.log).add('volume-other', event);
      await first.runner.catchUp();
      await first.halt();
      await other.close();

      await new Writer(test.log).add(event.stream, event);
      const second = projectionOf(test.log, openTestReadModel(first.file));
      second.runner.start();
      expect(await second.runner.catchUp()).toBe(true);
      expect(second.messages).toContainEqual(expect.stringContaining('made from another event log'));
      const fresh = projectionOf(test.log);
      fresh.runner.start();
      expect(await fresh.runner.catchUp()).toBe(true);
      expect(await answers(second.model)).toEqual(await answers(fresh.model));
      await second.end();
      await fresh.end();
    });
  });
});
