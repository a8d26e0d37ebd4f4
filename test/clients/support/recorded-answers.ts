import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { transcript } from '../../wire/support/transcript.js';
import type { Exchange } from './recorder.js';
import { shapeDifferences, shapeOf } from './shape.js';

const folder = join(import.meta.dirname, '..', '..', 'wire', 'recorded');
const anyId = /\/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|(?<=\/v3)\/[\da-f]{32}|(?<=quota-sets)\/[^/]+/g;

/** What makes two requests the same call: method, path without ids, version and outcome. */
const callOf = (method: string, target: string, version: string | null, status: number): string =>
  `${method} ${(target.split('?')[0] ?? '').replaceAll(anyId, '/*')} ${version} ${status}`;

interface Recorded {
  readonly name: string;
  readonly body: unknown;
}

const recordings = (): Map<string, Recorded[]> => {
  const names = readdirSync(folder).flatMap((file) => /^(.+)\.http$/.exec(file)?.[1] ?? []);
  const all = names.map((name) => {
    const { method, target, requestHeaders, status, body } = transcript(name);
    const version = /\b(\d+\.\d+)/.exec(requestHeaders['OpenStack-API-Version'] ?? '')?.[1] ?? null;
    return { call: callOf(method, target, version, status), name, body };
  });
  return Map.groupBy(
    all.filter(({ body }) => typeof body === 'object'),
    ({ call }) => call,
  );
};

/**
 * Answers that clients got here, held against those that a real Cinder gave to the same calls. An answer that is shaped like one of
 * the recordings of its call is fine.
 */
export const comparedWithRecorded = (
  exchanges: readonly Exchange[],
): { readonly calls: ReadonlySet<string>; readonly differences: readonly string[] } => {
  const known = recordings();
  const calls = new Set<string>();
  const differences = new Set<string>();
  for (const { method, target, version, status, answer } of exchanges) {
    const call = callOf(method, target, version, status);
    const recorded = known.get(call);
    if (recorded === undefined || answer === '') continue;
    calls.add(call);
    const ours = shapeOf(JSON.parse(answer));
    const found = recorded.map(({ name, body }) => ({ name, lines: shapeDifferences(shapeOf(body), ours) }));
    const [nearest] = found.toSorted((a, b) => a.lines.length - b.lines.length);
    for (const line of nearest?.lines ?? []) differences.add(`${call} (${nearest?.name}): ${line}`);
  }
  return { calls, differences: [...differences] };
};
