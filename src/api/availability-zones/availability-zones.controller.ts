import { Controller, Inject } from '@nestjs/common';
import { Route } from '../http/routing/decorators.js';
import { SERVICE_READER, type ServiceReader } from '../services/service-reader.js';

@Controller()
export class AvailabilityZonesController {
  constructor(@Inject(SERVICE_READER) private readonly reader: ServiceReader) {}

  /** The zones of the cinder-volume services; one enabled service makes a zone available (spec 5.4). */
  @Route({ method: 'GET', path: 'os-availability-zone', status: 200, policy: null })
  async list(): Promise<object> {
    const services = await this.reader.services();
    const zones = Map.groupBy(
      services.filter(({ binary }) => binary === 'cinder-volume'),
      ({ zone }) => zone,
    );
    const info = [...zones].map(([zoneName, own]) => ({
      zoneName,
      zoneState: { available: own.some(({ disabled }) => !disabled) },
    }));
    return { availabilityZoneInfo: info };
  }
}
