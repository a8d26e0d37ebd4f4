/** SQLite's primary result code of an error of node:sqlite; undefined for any other error. */
const resultCode = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;

const busyCode = 5;
const corruptCode = 11;
const constraintCode = 19;
const notADatabaseCode = 26;

/** Another process has the file open. */
export const isInUse = (error: unknown): boolean => resultCode(error) === busyCode;

/** The file is damaged, or is no database at all. */
export const isDamaged = (error: unknown): boolean =>
  resultCode(error) === corruptCode || resultCode(error) === notADatabaseCode;

/** Any failure of SQLite but a row that its table's definition refuses. */
export const isFileTrouble = (error: unknown): boolean =>
  resultCode(error) !== undefined && resultCode(error) !== constraintCode;
