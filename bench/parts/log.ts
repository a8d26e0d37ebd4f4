import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench, Part } from '../bench.js';
import { wholeLives } from '../history/lives.js';
import { recordLife } from '../history/recorded-life.js';
import { writeHistory } from '../history/write-history.js';
import { appendLines } from '../log-measures/appends.js';
import { startLines } from '../log-measures/starts.js';
import { visibleLine } from '../log-measures/visible.js';
import type { Line } from '../report.js';

/** (c) The log: appends, from append to visible, replay into a fresh read model, start-up with a long history. */
export const logPart: Part = async (bench: Bench) => {
  const { only, events } = bench.options;
  const lines: Line[] = [];
  if (only.test('appends')) lines.push(...(await appendLines(bench)));
  const life = await recordLife(bench.directory);
  if (only.test('visible')) lines.push(await visibleLine(bench, life));
  if (!only.test('replay') && !only.test('start-up')) return lines;
  bench.note(`writing a history of ${events} events`);
  const dataDirectory = join(bench.directory, 'long-history');
  const written = await writeHistory(dataDirectory, life, wholeLives(events, life.length));
  lines.push(...(await startLines(bench, dataDirectory, written)));
  await rm(dataDirectory, { recursive: true });
  return lines;
};
