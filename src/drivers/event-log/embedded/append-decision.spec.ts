import { decideAppend, type Expected, type StreamEnd } from './append-decision.js';

const STORED = ['a', 'b', 'c'];
const idAt = (revision: number): string | undefined => STORED[revision];
const standing: StreamEnd = { last: 2, tombstoned: false, deleted: false };
const missing: StreamEnd = { last: -1, tombstoned: false, deleted: false };

const decide = (end: StreamEnd, expected: Expected, ids: string[] = ['x']) =>
  decideAppend(end, expected, ids, idAt);

describe('whether an append is accepted', () => {
  it.each<[string, StreamEnd, Expected, number]>([
    ['at the revision where the stream ends', standing, 2, 3],
    ['to a stream that is not there yet', missing, 'no_stream', 0],
    ['wherever the stream ends, when nothing is demanded', standing, 'any', 3],
    ['to any stream that exists, when that is demanded', standing, 'stream_exists', 3],
    [
      'to a deleted stream as to a new one, behind its last revision',
      { ...standing, deleted: true },
      'no_stream',
      3,
    ],
  ])('writes %s', (_name, end, expected, at) => {
    expect(decide(end, expected)).toEqual({ kind: 'write', at });
  });

  it.each<[string, StreamEnd, Expected, string[]]>([
    ['ahead of the end', standing, 3, ['x']],
    ['behind the end with other events', standing, 1, ['x']],
    ['as new where a stream stands', standing, 'no_stream', ['x']],
    ['to a missing stream at a revision', missing, 0, ['x']],
    ['to a missing stream that must exist', missing, 'stream_exists', ['x']],
    ['that repeats only its first event', standing, 0, ['b', 'x']],
    ['that repeats all there is and goes on', standing, 1, ['c', 'd']],
  ])('refuses one %s', (_name, end, expected, ids) => {
    expect(decide(end, expected, ids)).toEqual({ kind: 'wrong' });
  });

  it.each<[Expected, string[], number]>([
    ['no_stream', ['a'], 0],
    ['no_stream', ['a', 'b', 'c'], 2],
    [0, ['b'], 1],
    [0, ['b', 'c'], 2],
  ])('recognises the append after %s of %j as one it has', (expected, ids, last) => {
    expect(decide(standing, expected, ids)).toEqual({ kind: 'repeat', last });
  });

  it('refuses everything on a tombstoned stream', () => {
    const gone = { ...standing, tombstoned: true };
    for (const expected of [2, 'any', 'no_stream', 'stream_exists'] as const) {
      expect(decide(gone, expected)).toEqual({ kind: 'gone' });
    }
  });
});
