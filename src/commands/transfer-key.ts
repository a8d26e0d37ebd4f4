import { createHmac, randomBytes } from 'node:crypto';

/** Lengths of Cinder's: what somebody has to type in. */
const keyLength = 16;
const saltLength = 8;

const randomHex = (length: number): string => randomBytes(length / 2).toString('hex');

/** What is kept of a key. */
export const keyHash = (salt: string, key: string): string =>
  createHmac('sha256', salt).update(key).digest('hex');

/** A key that is told once, and what is kept of it. */
export const newTransferKey = (): { readonly key: string; readonly salt: string; readonly hash: string } => {
  const key = randomHex(keyLength);
  const salt = randomHex(saltLength);
  return { key, salt, hash: keyHash(salt, key) };
};
