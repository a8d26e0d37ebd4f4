import { boolish } from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const flag = (action: string, member: string): readonly SchemaSince[] => {
  const properties: Readonly<Record<string, Schema>> = { [member]: boolish };
  const schema: Schema = { type: 'object', properties, required: [member], additionalProperties: false };
  return [{ since: '3.0', schema: envelope(action, schema) }];
};

export const updateReadonlyFlag = flag('os-update_readonly_flag', 'readonly');
export const setBootable = flag('os-set_bootable', 'bootable');
