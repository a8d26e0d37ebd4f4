import { typeMade } from '../../../test/domain/histories/type-catalogue.js';
import { given } from '../../../test/support/given.js';
import {
  associateQos,
  createQosSpecs,
  deleteQosSpecs,
  disassociateAllQos,
  disassociateQos,
  removeQosKeys,
  updateQosSpecs,
} from './qos-specs.decide.js';
import type { TypeCatalogueEvent } from './type-catalogue.events.js';
import { emptyCatalogue, typeCatalogueAggregate, type TypeCatalogue } from './type-catalogue.state.js';

const after = (...history: readonly TypeCatalogueEvent[]) => {
  const { when } = given(typeCatalogueAggregate, history);
  return (decide: (catalogue: TypeCatalogue) => readonly TypeCatalogueEvent[]) =>
    when((state) => decide(state ?? emptyCatalogue));
};
const qos_specs_id = 'q';
const made: TypeCatalogueEvent = {
  type: 'QosSpecsCreated',
  data: { qos_specs_id, name: 'fast', consumer: 'back-end', specs: { iops: '1' } },
};
const type = typeMade('t', 'gold');
const associated = { type: 'QosSpecsAssociated', data: { qos_specs_id, type_id: 't' } } as const;
const disassociated = { type: 'QosSpecsDisassociated', data: associated.data } as const;
const deleted = { type: 'QosSpecsDeleted', data: { qos_specs_id } } as const;

describe('QoS specs', () => {
  it('are made with a name of their own, for the back end unless told otherwise', () => {
    const input = { qos_specs_id, name: 'fast', consumer: null, specs: { iops: '1' } };
    after()((now) => createQosSpecs(now, input)).then([made]);
    after(made)((now) => createQosSpecs(now, input)).thenThrows(
      'QoSSpecsExists',
      'QoS Specs fast already exists.',
    );
    after()((now) => createQosSpecs(now, { ...input, consumer: 'both' })).thenState({
      qos_specs: { q: expect.objectContaining({ consumer: 'both' }) },
    });
    after()((now) => createQosSpecs(now, { ...input, consumer: 'x' })).thenThrows(
      'InvalidQoSSpecs',
      "Invalid qos specs: Valid consumer of QoS specs are: ['front-end', 'back-end', 'both']",
    );
  });

  it('are changed key by key', () => {
    after(made)((now) => updateQosSpecs(now, 'q', { consumer: 'both', specs: { burst: '2' } })).thenState({
      qos_specs: { q: expect.objectContaining({ consumer: 'both', specs: { iops: '1', burst: '2' } }) },
    });
    after(made)((now) => removeQosKeys(now, 'q', ['iops'])).thenState({
      qos_specs: { q: expect.objectContaining({ specs: {} }) },
    });
    after(made)((now) => removeQosKeys(now, 'q', ['iops', 'x'])).thenThrows(
      'QoSSpecsKeyNotFound',
      'QoS spec q has no spec with key x.',
    );
    after(made)((now) => removeQosKeys(now, 'q', [])).thenNothing();
  });

  it('belong to types, which have one at most', () => {
    after(made, type)((now) => associateQos(now, 'q', 't')).then([associated]);
    after(made, type, associated)((now) => associateQos(now, 'q', 't')).thenNothing();
    const other = { ...made, data: { ...made.data, qos_specs_id: 'r', name: 'slow' } } as TypeCatalogueEvent;
    after(
      made,
      other,
      type,
      associated,
    )((now) => associateQos(now, 'r', 't')).thenThrows(
      'InvalidVolumeType',
      'Invalid volume type: Type t is already associated with another qos specs: q',
    );
    after(made, other, type, associated)((now) => disassociateQos(now, 'r', 't')).thenNothing();
    after(made, type, associated)((now) => disassociateQos(now, 'q', 't')).then([disassociated]);
    after(made, type, associated)((now) => disassociateAllQos(now, 'q')).then([disassociated]);
    after(made)((now) => associateQos(now, 'q', 'x')).thenThrows(
      'VolumeTypeNotFound',
      'Volume type x could not be found.',
    );
  });

  it('stay while types have them, unless they are forced to go', () => {
    after(
      made,
      type,
      associated,
    )((now) => deleteQosSpecs(now, 'q', false)).thenThrows('InvalidQoSSpecs', 'Qos specs still in use.');
    after(
      made,
      type,
      associated,
    )((now) => deleteQosSpecs(now, 'q', true))
      .then([disassociated, deleted])
      .thenState({ qos_specs: {}, types: { t: expect.objectContaining({ qos_specs_id: null }) } });
    after(made)((now) => deleteQosSpecs(now, 'q', false)).then([deleted]);
    after()((now) => deleteQosSpecs(now, 'q', true)).thenThrows('QoSSpecsNotFound', 'No such QoS spec q.');
  });
});
