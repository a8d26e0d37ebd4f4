import { readFile } from 'node:fs/promises';
import { createSecureContext, type Server } from 'node:tls';
import { Logger } from '@nestjs/common';
import type { Configuration } from '../config/configuration.js';

/** The files of the certificate are no use. */
export class UnusableCertificate extends Error {
  override readonly name = 'UnusableCertificate';
}

interface KeyPair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

type Files = readonly [certificate: string, key: string];

/** Reads both, and makes sure that they are what they should be and belong together. */
const readPair = async ([certificate, keyFile]: Files): Promise<KeyPair> => {
  try {
    const [cert, key] = [await readFile(certificate), await readFile(keyFile)];
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableCertificate(`${certificate} and ${keyFile} cannot be used for TLS: ${reason}`);
  }
};

/** Certificate and key of the API, which may be replaced while it runs. */
class Certificate {
  readonly #log = new Logger('Tls');

  constructor(
    private readonly files: Files,
    readonly current: KeyPair,
  ) {}

  /** New connections get what the files hold now; if that is no use, they get what they got before. */
  async reload(server: Pick<Server, 'setSecureContext'>): Promise<void> {
    try {
      server.setSecureContext(await readPair(this.files));
      this.#log.log(`${this.files[0]} was read again`);
    } catch (error) {
      this.#log.error(`${(error as Error).message}; the one before stays in use`);
    }
  }
}

/** Null without TLS. @throws UnusableCertificate */
export const openCertificate = async ({
  ssl_cert_file,
  ssl_key_file,
}: Pick<Configuration, 'ssl_cert_file' | 'ssl_key_file'>): Promise<Certificate | null> => {
  if (ssl_cert_file === null || ssl_key_file === null) return null;
  const files: Files = [ssl_cert_file, ssl_key_file];
  return new Certificate(files, await readPair(files));
};
