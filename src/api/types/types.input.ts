import type { TypeInput } from '../../commands/create-volume-type/create-volume-type.command.js';
import type { EncryptionInput } from '../../commands/create-type-encryption/create-type-encryption.command.js';
import { present } from '../../domain/shared/present.js';
import type { Specs } from '../../domain/type-catalogue/type-catalogue.state.js';
import type { EncryptionChanges } from '../../domain/type-catalogue/type-encryption.decide.js';
import type { TypeChanges } from '../../domain/type-catalogue/volume-type.decide.js';
import { bodyBoolean } from '../http/body/boolean-words.js';
import { badRequest } from '../http/faults/http-fault.js';

export interface CreateTypeBody {
  readonly volume_type: {
    readonly name: string;
    readonly description?: string | null;
    readonly extra_specs?: Specs;
    readonly 'os-volume-type-access:is_public'?: boolean | string;
  };
}

export interface UpdateTypeBody {
  readonly volume_type: {
    readonly name?: string | null;
    readonly description?: string | null;
    readonly is_public?: boolean | string;
  };
}

interface EncryptionMembers {
  readonly provider?: string;
  readonly control_location?: 'front-end' | 'back-end';
  readonly cipher?: string | null;
  readonly key_size?: number | string | null;
}

export interface CreateEncryptionBody {
  readonly encryption: EncryptionMembers & Pick<EncryptionInput, 'provider' | 'control_location'>;
}

export interface UpdateEncryptionBody {
  readonly encryption: EncryptionMembers;
}

export const typeInput = ({ volume_type: given }: CreateTypeBody): TypeInput => ({
  name: given.name,
  description: given.description ?? null,
  is_public: bodyBoolean(given['os-volume-type-access:is_public'] ?? true),
  extra_specs: given.extra_specs ?? {},
});

/** Null is as good as missing: nothing can be taken away. */
export const typeChanges = ({ volume_type: given }: UpdateTypeBody): TypeChanges => {
  if (given.name?.trim() === '') throw badRequest('Volume type name can not be empty.');
  const changes = present({
    name: given.name ?? undefined,
    description: given.description ?? undefined,
    is_public: given.is_public === undefined ? undefined : bodyBoolean(given.is_public),
  });
  if (Object.keys(changes).length > 0) return changes;
  throw badRequest('Specify volume type name, description, is_public or a combination thereof.');
};

const keySize = (size: number | string | null | undefined): number | null | undefined =>
  typeof size === 'string' ? Number(size) : size;

export const encryptionInput = ({ encryption }: CreateEncryptionBody): EncryptionInput => ({
  provider: encryption.provider,
  control_location: encryption.control_location,
  cipher: encryption.cipher ?? null,
  key_size: keySize(encryption.key_size) ?? null,
});

export const encryptionChanges = ({ encryption }: UpdateEncryptionBody): EncryptionChanges =>
  present({
    provider: encryption.provider,
    control_location: encryption.control_location,
    cipher: encryption.cipher,
    key_size: keySize(encryption.key_size),
  });

/** The body again, with the size as a number. */
export const encryptionEcho = ({ encryption }: UpdateEncryptionBody, more: object = {}): object => ({
  encryption: { ...encryption, ...present({ key_size: keySize(encryption.key_size) }), ...more },
});
