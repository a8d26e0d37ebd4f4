import { Inject, Injectable } from '@nestjs/common';
import { comparePositions, type LogPosition } from '../drivers/event-log/port.js';
import type { Lookup } from './lookup.js';
import { LOOKUP } from './tokens.js';

/** An answer leaves only when the read model has passed what the request appended, so the next GET shows it. */
@Injectable()
export class ReadYourWrites {
  constructor(@Inject(LOOKUP) private readonly lookup: Lookup) {}

  async passed(...positions: readonly (LogPosition | undefined)[]): Promise<void> {
    const known = positions.filter((position) => position !== undefined);
    const last = known.reduce<LogPosition | undefined>(
      (best, position) => (best === undefined || comparePositions(position, best) > 0 ? position : best),
      undefined,
    );
    if (last !== undefined) await this.lookup.waitFor(last);
  }
}
