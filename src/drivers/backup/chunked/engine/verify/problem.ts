import type { InvalidBackup } from '../../../port.js';

/** What an error says of an object, without its name, which is told beside it. */
export const problemOf = ({ message }: InvalidBackup, objectName: string): string =>
  message
    .replace(/^Invalid backup: /, '')
    .replace(`object ${objectName}`, '')
    .replace(/^:? ?/, '')
    .replace(/\.$/, '');
