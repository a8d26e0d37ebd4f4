import { given } from '../../../test/support/given.js';
import { withMark, type Mark } from '../shared/transfer-run.js';
import type { BackupDataEvent } from './backup-data.events.js';
import { backupDataAggregate } from './backup-data.state.js';

const chunk = (object_id: number, offset: number, attempt: number): BackupDataEvent => ({
  type: 'ChunkWritten',
  data: {
    object_id,
    object_name: `volume_x-${object_id}`,
    offset,
    length: 100,
    compression: 'none',
    md5: 'c4ca4238a0b923820dcc509a6f75849b',
    stored_bytes: 100,
    attempt,
  },
});

describe('The objects of a backup', () => {
  it('tell how far the volume was looked at, unchanged parts included', () => {
    given(backupDataAggregate, [chunk(1, 0, 1), chunk(2, 700, 1)]).thenState({
      bytes_done: 800,
      bytes_before: 0,
      attempt: 1,
    });
  });

  it('of a new attempt are counted from where it began', () => {
    given(backupDataAggregate, [chunk(1, 0, 1), chunk(2, 100, 1), chunk(3, 200, 2)]).thenState({
      bytes_done: 300,
      bytes_before: 200,
      attempt: 2,
      marks: [{ at: Date.parse('2026-11-21T05:00:02Z'), bytes: 300 }],
    });
  });
});

describe('The marks of a transfer', () => {
  const at = (ms: number): string => `${new Date(ms).toISOString().slice(0, -1)}000`;
  const marked = (moments: readonly number[]): readonly Mark[] =>
    moments.reduce<readonly Mark[]>((marks, moment) => withMark(marks, at(moment), moment), []);

  it('are the newest, one for each second before it, and one that is older than the window', () => {
    expect(marked([0, 10, 20, 1000, 1400, 1500]).map(({ bytes }) => bytes)).toEqual([0, 20, 1000, 1500]);
    expect(marked([0, 60_000]).map(({ bytes }) => bytes)).toEqual([0, 60_000]);
    expect(marked([0, 1000, 2000, 60_000, 61_000]).map(({ bytes }) => bytes)).toEqual([2000, 60_000, 61_000]);
  });

  it('are few, however many objects are written', () => {
    const marks = marked(Array.from({ length: 50_000 }, (_, index) => index * 7));
    expect(marks.length).toBeLessThan(20);
    expect(marks.at(-1)?.bytes).toBe(49_999 * 7);
  });
});
