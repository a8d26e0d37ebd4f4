import { BackupStoreError } from '../port.js';
import { ObjectNotFound } from './port.js';
import { hasCode, storeError } from './store-error.js';

const systemError = (code: string) => Object.assign(new Error(`${code}: something in C`), { code });

it.each([
  ['ENOSPC', 'No space left'],
  ['EDQUOT', 'Disk quota exceeded'],
  ['EACCES', 'Permission denied'],
  ['EROFS', 'Read-only file system'],
  ['EIO', 'Input/output error'],
  ['ESTALE', 'The store went away (stale file handle)'],
])('%s is told in words, with the store and the object', (code, words) => {
  const cause = systemError(code);
  const error = storeError(cause, '/srv/backups', 'write object P-00001');
  expect(error).toBeInstanceOf(BackupStoreError);
  expect(error.message).toBe(`${words} in the backup store /srv/backups: could not write object P-00001.`);
  expect(error.cause).toBe(cause);
});

it('keeps the text of an error it does not know', () => {
  expect(storeError(systemError('EWEIRD'), '/s', 'do it').message).toContain('EWEIRD: something in C');
  expect(storeError('just a text', '/s', 'do it').message).toContain('just a text');
});

it('leaves errors alone that say it all already', () => {
  const error = new ObjectNotFound('box', 'P-00001');
  expect(storeError(error, '/s', 'do it')).toBe(error);
});

it('knows a code on anything that has one', () => {
  expect(hasCode(systemError('ENOENT'), 'EEXIST', 'ENOENT')).toBe(true);
  expect(hasCode({ code: 'ENOENT' }, 'ENOENT')).toBe(true);
  for (const other of [systemError('EIO'), new Error('ENOENT'), null, undefined, 'ENOENT']) {
    expect(hasCode(other, 'ENOENT')).toBe(false);
  }
});
