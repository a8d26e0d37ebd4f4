import { DomainError } from '../shared/errors.js';
import { existingType } from './find-type.js';
import { qosConsumers, type QosConsumer, type TypeCatalogueEvent } from './type-catalogue.events.js';
import type { QosSpecs, Specs, TypeCatalogue, VolumeType } from './type-catalogue.state.js';

export interface QosSpecsToCreate {
  readonly qos_specs_id: string;
  readonly name: string;
  readonly consumer: string | null;
  readonly specs: Specs;
}

export interface QosSpecsChanges {
  readonly consumer?: string | null;
  readonly specs: Specs;
}

export const qosSpecsNotFound = (id: string): DomainError =>
  new DomainError('QoSSpecsNotFound', `No such QoS spec ${id}.`);

/** @throws QoSSpecsNotFound */
export const existingQosSpecs = ({ qos_specs }: TypeCatalogue, id: string): QosSpecs => {
  const found = Object.hasOwn(qos_specs, id) ? qos_specs[id] : undefined;
  if (found === undefined) throw qosSpecsNotFound(id);
  return found;
};

export const typesWithQos = ({ types }: TypeCatalogue, qosSpecsId: string): readonly VolumeType[] =>
  Object.values(types).filter(({ qos_specs_id }) => qos_specs_id === qosSpecsId);

const consumerOf = (word: string | null): QosConsumer => {
  const consumer = qosConsumers.find((known) => known === word);
  if (consumer !== undefined) return consumer;
  const known = qosConsumers.map((one) => `'${one}'`).join(', ');
  throw new DomainError('InvalidQoSSpecs', `Invalid qos specs: Valid consumer of QoS specs are: [${known}]`);
};

/** @throws QoSSpecsExists, InvalidQoSSpecs */
export const createQosSpecs = (catalogue: TypeCatalogue, given: QosSpecsToCreate): TypeCatalogueEvent[] => {
  const { qos_specs_id, name, specs } = given;
  const consumer = given.consumer === null ? 'back-end' : consumerOf(given.consumer);
  if (Object.values(catalogue.qos_specs).some((other) => other.name === name)) {
    throw new DomainError('QoSSpecsExists', `QoS Specs ${name} already exists.`);
  }
  return [{ type: 'QosSpecsCreated', data: { qos_specs_id, name, consumer, specs } }];
};

/** @throws QoSSpecsNotFound, InvalidQoSSpecs */
export const updateQosSpecs = (
  catalogue: TypeCatalogue,
  qos_specs_id: string,
  { consumer, specs }: QosSpecsChanges,
): TypeCatalogueEvent[] => {
  existingQosSpecs(catalogue, qos_specs_id);
  const changes = consumer === undefined ? {} : { consumer: consumerOf(consumer) };
  return [{ type: 'QosSpecsUpdated', data: { qos_specs_id, ...changes, specs } }];
};

/** All of the keys or none. @throws QoSSpecsNotFound, QoSSpecsKeyNotFound */
export const removeQosKeys = (
  catalogue: TypeCatalogue,
  qos_specs_id: string,
  keys: readonly string[],
): TypeCatalogueEvent[] => {
  const { specs } = existingQosSpecs(catalogue, qos_specs_id);
  const missing = keys.find((key) => !Object.hasOwn(specs, key));
  if (missing !== undefined) {
    const text = `QoS spec ${qos_specs_id} has no spec with key ${missing}.`;
    throw new DomainError('QoSSpecsKeyNotFound', text);
  }
  return keys.length === 0 ? [] : [{ type: 'QosSpecsKeysRemoved', data: { qos_specs_id, keys } }];
};

/** @throws QoSSpecsNotFound, VolumeTypeNotFound, InvalidVolumeType the type has others already */
export const associateQos = (
  catalogue: TypeCatalogue,
  qos_specs_id: string,
  type_id: string,
): TypeCatalogueEvent[] => {
  existingQosSpecs(catalogue, qos_specs_id);
  const { qos_specs_id: before } = existingType(catalogue, type_id);
  if (before === qos_specs_id) return [];
  if (before !== null) {
    const reason = `Type ${type_id} is already associated with another qos specs: ${before}`;
    throw new DomainError('InvalidVolumeType', `Invalid volume type: ${reason}`);
  }
  return [{ type: 'QosSpecsAssociated', data: { qos_specs_id, type_id } }];
};

const disassociated = (qos_specs_id: string, type_id: string): TypeCatalogueEvent => ({
  type: 'QosSpecsDisassociated',
  data: { qos_specs_id, type_id },
});

/** A type that has other specs, or none, keeps them. @throws QoSSpecsNotFound, VolumeTypeNotFound */
export const disassociateQos = (
  catalogue: TypeCatalogue,
  qos_specs_id: string,
  type_id: string,
): TypeCatalogueEvent[] => {
  existingQosSpecs(catalogue, qos_specs_id);
  const { qos_specs_id: before } = existingType(catalogue, type_id);
  return before === qos_specs_id ? [disassociated(qos_specs_id, type_id)] : [];
};

/** @throws QoSSpecsNotFound */
export const disassociateAllQos = (catalogue: TypeCatalogue, qos_specs_id: string): TypeCatalogueEvent[] => {
  existingQosSpecs(catalogue, qos_specs_id);
  return typesWithQos(catalogue, qos_specs_id).map(({ id }) => disassociated(qos_specs_id, id));
};

/** With `force` its types let go of it first. @throws QoSSpecsNotFound, InvalidQoSSpecs still in use */
export const deleteQosSpecs = (
  catalogue: TypeCatalogue,
  qos_specs_id: string,
  force: boolean,
): TypeCatalogueEvent[] => {
  const associations = disassociateAllQos(catalogue, qos_specs_id);
  if (associations.length > 0 && !force) throw new DomainError('InvalidQoSSpecs', 'Qos specs still in use.');
  return [...associations, { type: 'QosSpecsDeleted', data: { qos_specs_id } }];
};
