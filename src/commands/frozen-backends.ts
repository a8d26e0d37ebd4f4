import { Injectable } from '@nestjs/common';
import { invalidInput } from '../domain/shared/errors.js';
import { KnownServices } from './known-services.js';

/** Keeps requests that would change bytes from a backend that an administrator has frozen. */
@Injectable()
export class FrozenBackends {
  constructor(private readonly services: KnownServices) {}

  /**
   * @param volumeHost `host@backend#pool`; null: no backend has the volume yet
   * @throws InvalidInput (spec/api-core.md 5.4)
   */
  async refuse(volumeHost: string | null): Promise<void> {
    if (volumeHost === null) return;
    const host = volumeHost.replace(/#.*/, '');
    const known = await this.services.list();
    if (known.some((service) => service.frozen && service.host === host)) {
      throw invalidInput('Modification operations are not allowed on frozen storage backends.');
    }
  }
}
