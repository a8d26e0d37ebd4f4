import type { Chapter } from './line.js';
import { Player, type Client } from './play.js';
import type { Exchange } from './recorder.js';
import { Stage } from './stage.js';

/** Plays the chapters one after the other, a test for each line, in front of a service of their own. Answers what was said. */
export const onStage = (client: Client, chapters: readonly Chapter[]): (() => readonly Exchange[]) => {
  let stage: Stage;
  let player: Player;

  beforeAll(async () => {
    stage = await Stage.start();
    player = new Player(stage, client);
    const { pools } = (await stage.get('scheduler-stats/get_pools')) as { pools: { name: string }[] };
    const pool = pools[0]?.name ?? '';
    const known = {
      lab: stage.projects.ann,
      garden: stage.projects.bob,
      pool,
      backend: pool.split('#')[0] ?? '',
      host: pool.split('@')[0] ?? '',
    };
    for (const [name, value] of Object.entries(known)) player.saved.set(name, value);
  });
  afterAll(() => stage.close());

  for (const { title, lines } of chapters) {
    describe(title, () => {
      it.each(lines.map((line) => [`${line.as ?? 'ann'}: ${line.run}`, line] as const))('%s', (_, line) =>
        player.play(line),
      );
    });
  }
  return () => stage.recorder.exchanges;
};
