import { CreateVolumeTypeHandler } from './create-volume-type/create-volume-type.handler.js';
import { UpdateVolumeTypeHandler } from './update-volume-type/update-volume-type.handler.js';
import { DeleteVolumeTypeHandler } from './delete-volume-type/delete-volume-type.handler.js';
import { SetExtraSpecsHandler } from './set-extra-specs/set-extra-specs.handler.js';
import { RemoveExtraSpecHandler } from './remove-extra-spec/remove-extra-spec.handler.js';
import { ChangeTypeAccessHandler } from './change-type-access/change-type-access.handler.js';
import { CreateTypeEncryptionHandler } from './create-type-encryption/create-type-encryption.handler.js';
import { UpdateTypeEncryptionHandler } from './update-type-encryption/update-type-encryption.handler.js';
import { RemoveTypeEncryptionHandler } from './remove-type-encryption/remove-type-encryption.handler.js';
import { SetProjectDefaultTypeHandler } from './set-project-default-type/set-project-default-type.handler.js';
import { RemoveProjectDefaultTypeHandler } from './remove-project-default-type/remove-project-default-type.handler.js';
import { CreateQosSpecsHandler } from './create-qos-specs/create-qos-specs.handler.js';
import { UpdateQosSpecsHandler } from './update-qos-specs/update-qos-specs.handler.js';
import { RemoveQosKeysHandler } from './remove-qos-keys/remove-qos-keys.handler.js';
import { AssociateQosSpecsHandler } from './associate-qos-specs/associate-qos-specs.handler.js';
import { DisassociateQosSpecsHandler } from './disassociate-qos-specs/disassociate-qos-specs.handler.js';
import { DeleteQosSpecsHandler } from './delete-qos-specs/delete-qos-specs.handler.js';

/** The commands about volume types, their access and encryption, default types and QoS specs. */
export const typeCommandHandlers = [
  CreateVolumeTypeHandler,
  UpdateVolumeTypeHandler,
  DeleteVolumeTypeHandler,
  SetExtraSpecsHandler,
  RemoveExtraSpecHandler,
  ChangeTypeAccessHandler,
  CreateTypeEncryptionHandler,
  UpdateTypeEncryptionHandler,
  RemoveTypeEncryptionHandler,
  SetProjectDefaultTypeHandler,
  RemoveProjectDefaultTypeHandler,
  CreateQosSpecsHandler,
  UpdateQosSpecsHandler,
  RemoveQosKeysHandler,
  AssociateQosSpecsHandler,
  DisassociateQosSpecsHandler,
  DeleteQosSpecsHandler,
];
