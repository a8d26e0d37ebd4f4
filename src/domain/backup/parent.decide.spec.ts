import * as fc from 'fast-check';
import { chooseParent, type Candidate } from './parent.decide.js';

const at = (clock: string): string => `2026-11-21T${clock}:00.000000`;
const available = (id: string, clock: string): Candidate => ({
  id,
  status: 'available',
  data_timestamp: at(clock),
});
const refusal = 'Invalid backup: No backups available to do an incremental backup.';

describe('The parent of an incremental', () => {
  it('is the available backup with the newest data', () => {
    expect(
      chooseParent([available('a', '08:00'), available('c', '09:00'), available('b', '08:30')], null),
    ).toBe('c');
  });

  it('is older than the snapshot that is backed up: full 8:00, snapshot 8:10, full 8:20', () => {
    const fulls = [available('full at 8:20', '08:20'), available('full at 8:00', '08:00')];
    expect(chooseParent(fulls, at('08:10'))).toBe('full at 8:00');
    expect(chooseParent(fulls, null)).toBe('full at 8:20');
  });

  it('for the next incremental of the volume is not the one made later of older data', () => {
    const incrementalOfTheSnapshot = available('incremental of 8:10', '08:10');
    expect(chooseParent([incrementalOfTheSnapshot, available('full at 8:20', '08:20')], null)).toBe(
      'full at 8:20',
    );
  });

  it('is not one that has exactly the data of the snapshot', () => {
    expect(() => chooseParent([available('same', '08:10')], at('08:10'))).toThrow(refusal);
  });

  it('is never one that is too new, although Cinder would take it', () => {
    expect(() => chooseParent([available('too new', '08:20')], at('08:10'))).toThrow(refusal);
  });

  it.each(['creating', 'error', 'restoring', 'deleting', 'error_deleting', 'deleted'])(
    'is not one that is %s',
    (status) => {
      expect(() => chooseParent([{ ...available('x', '08:00'), status }], null)).toThrow(refusal);
    },
  );

  it('does not exist without candidates', () => {
    expect(() => chooseParent([], null)).toThrow(refusal);
  });

  it('does not depend on the order of the candidates', () => {
    const clock = fc.integer({ min: 0, max: 59 }).map((minute) => `08:${String(minute).padStart(2, '0')}`);
    const several = fc.uniqueArray(clock, { minLength: 1 });
    fc.assert(
      fc.property(several, (clocks) => {
        const candidates = clocks.map((time) => available(time, time));
        const newest = [...clocks].sort().at(-1);
        expect(chooseParent(candidates, null)).toBe(newest);
        expect(chooseParent([...candidates].reverse(), null)).toBe(newest);
      }),
    );
  });
});
