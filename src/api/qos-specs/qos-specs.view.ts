import type { QosSpecs, VolumeType } from '../../domain/type-catalogue/type-catalogue.state.js';
import type { Links } from '../http/links.js';

export const qosView = ({ id, name, consumer, specs }: QosSpecs): object => ({ id, name, consumer, specs });

/** The links stand outside (spec 5.2). */
export const qosAnswer = (qos: QosSpecs, links: Links): object => ({
  qos_specs: qosView(qos),
  links: links.of('qos_specs', qos.id),
});

export const associationView = ({ id, name }: VolumeType): object => ({
  association_type: 'volume_type',
  name,
  id,
});
