import { boolish, imageMetadata, uuid } from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const closed = (properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const since = (version: string, action: string, schema: Schema): SchemaSince => ({
  since: version,
  schema: envelope(action, schema),
});

export const setImageMetadata = [
  since('3.0', 'os-set_image_metadata', closed({ metadata: imageMetadata }, ['metadata'])),
];
export const unsetImageMetadata = [
  since(
    '3.0',
    'os-unset_image_metadata',
    closed({ key: { type: 'string', minLength: 1, maxLength: 255 } }, ['key']),
  ),
];

const upload: Readonly<Record<string, Schema>> = {
  image_name: { type: 'string', minLength: 1, maxLength: 255 },
  force: boolish,
  disk_format: { type: 'string', enum: ['raw', 'vmdk', 'vdi', 'qcow2', 'vhd', 'vhdx', 'ploop'] },
  container_format: { type: 'string', minLength: 0, maxLength: 255 },
};
const shared: Readonly<Record<string, Schema>> = {
  visibility: { type: 'string', enum: ['community', 'public', 'private', 'shared'] },
  protected: boolish,
};
export const uploadImage = [
  since('3.0', 'os-volume_upload_image', closed(upload, ['image_name'])),
  since('3.1', 'os-volume_upload_image', closed({ ...upload, ...shared }, ['image_name'])),
];

export const reimage = [
  since('3.68', 'os-reimage', closed({ image_id: uuid, reimage_reserved: boolish }, ['image_id'])),
];
