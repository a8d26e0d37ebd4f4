import { AttemptDisturbed, BackupStoreError, InvalidBackup } from '../../../port.js';
import { codeOf, messageOf } from '../failure.js';

/** An error as it crosses from one thread to another: structured cloning would lose its class and its code. */
export interface WireError {
  readonly kind: 'invalid' | 'store' | 'disturbed' | 'other';
  readonly message: string;
  readonly code?: string;
}

const prefix = new InvalidBackup('').message;

export function toWire(error: unknown): WireError {
  const [message, code] = [messageOf(error), codeOf(error)];
  if (error instanceof InvalidBackup) return { kind: 'invalid', message, code };
  if (error instanceof BackupStoreError) return { kind: 'store', message, code };
  if (error instanceof AttemptDisturbed) return { kind: 'disturbed', message };
  return { kind: 'other', message, code };
}

export function fromWire({ kind, message, code }: WireError): Error {
  if (kind === 'invalid')
    return new InvalidBackup(message.startsWith(prefix) ? message.slice(prefix.length) : message);
  if (kind === 'store') return new BackupStoreError(message);
  if (kind === 'disturbed') return new AttemptDisturbed(message);
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}
