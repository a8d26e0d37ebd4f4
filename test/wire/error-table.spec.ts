import { faultAnswer } from '../../src/api/http/faults/fault-answer.js';
import {
  HttpFault,
  hiddenByMicroversion,
  malformedBody,
  malformedUrl,
  unknownAction,
  unsupportedContentType,
} from '../../src/api/http/faults/http-fault.js';
import { isFaultCode, type FaultCode } from '../../src/api/http/faults/registry.js';
import { errorCodes, type ErrorCode } from '../../src/domain/shared/errors.js';
import { specTable } from './support/spec-table.js';

interface ErrorRow {
  readonly class: string;
  readonly code: number;
  readonly envelope: string;
  readonly message: string;
  readonly classPrefix: boolean;
  readonly retryAfter: string | null;
}

const rows = specTable<ErrorRow[]>('errors');
const known = rows.filter((row): row is ErrorRow & { class: FaultCode } => isFaultCode(row.class));

/** What groups raise, of which the table has but the missing ones. */
const groupErrors = [
  'GroupTypeNotFoundByName',
  'GroupTypeExists',
  'GroupTypeInUse',
  'GroupTypeSpecsNotFound',
  'InvalidGroup',
  'InvalidGroupStatus',
  'InvalidGroupType',
  'InvalidGroupSnapshot',
  'InvalidGroupSnapshotStatus',
  'GroupLimitExceeded',
] satisfies readonly ErrorCode[];

describe('error classes against the table', () => {
  it.each(known.map((row) => [row.class, row] as const))('%s', (code, row) => {
    const text = code === 'Unexpected' ? row.message : 'the text';
    const message = row.classPrefix ? `${code}: ${text}` : text;
    const retry = row.retryAfter === null ? {} : { retryAfter: row.retryAfter };
    expect(faultAnswer(new HttpFault(code, 'the text'))).toEqual({
      status: row.code,
      headers: row.retryAfter === null ? {} : { 'Retry-After': row.retryAfter },
      body: { [row.envelope]: { code: row.code, message, ...retry } },
    });
  });

  it('has every class that the domain can raise', () => {
    // The last are ours: extensions have errors that Cinder does not know.
    const listed = new Set<string>([
      ...rows.map((row) => row.class),
      ...groupErrors,
      'BackupScheduleNotFound',
    ]);
    expect(errorCodes.filter((code) => !isFaultCode(code) || !listed.has(code))).toEqual([]);
  });

  it.each([
    malformedBody(),
    malformedUrl(),
    unknownAction('<key>'),
    unsupportedContentType(),
    hiddenByMicroversion(),
  ])('words $code as the table does', (fault) => {
    expect(rows.find((row) => row.class === fault.code)?.message).toBe(fault.message);
  });
});
