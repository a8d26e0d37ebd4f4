import { Injectable } from '@nestjs/common';
import type { ExtraSpecs } from '../../domain/scheduling/choose-backend.js';

/** The extra specs that decide where volumes of a type may lie. */
@Injectable()
export class TypeSpecs {
  /** None for a type that is gone. */
  async of(_volumeTypeId: string): Promise<ExtraSpecs> {
    return {};
  }
}
