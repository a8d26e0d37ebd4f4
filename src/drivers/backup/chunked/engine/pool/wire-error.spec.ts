import { AttemptDisturbed, BackupStoreError, InvalidBackup } from '../../../port.js';
import { fromWire, toWire } from './wire-error.js';

describe('an error that crosses threads', () => {
  it.each([
    ['a wrong backup', new InvalidBackup('too short')],
    ['a store that failed', new BackupStoreError('no space left')],
    ['an attempt that was disturbed', new AttemptDisturbed('cleared away')],
    ['an error of the system', Object.assign(new Error('no such file'), { code: 'ENOENT' })],
  ])('arrives as what it was: %s', (_what, error) => {
    const arrived = fromWire(structuredClone(toWire(error)));
    expect(arrived).toBeInstanceOf(error.constructor);
    expect({ ...arrived, message: arrived.message }).toEqual({ ...error, message: error.message });
  });
});
