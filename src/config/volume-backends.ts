import { join, resolve } from 'node:path';
import type { OptionValues } from './options.js';

/** One configured volume backend. */
export interface ConfiguredBackend {
  /** Its part in `host@backend#pool`. */
  readonly name: string;
  readonly volume_backend_name: string;
  /** Absolute. */
  readonly file_volumes_path: string;
  readonly extra_capabilities: Readonly<Record<string, unknown>>;
}

type Values = Pick<OptionValues, 'enabled_backends' | 'backends' | 'file_volumes_path'>;

/** The backend `file` is the one there always was; any other keeps its volumes beside it unless its section says where. */
export const configuredBackends = (
  { enabled_backends, backends, file_volumes_path }: Values,
  dataDir: string,
  cwd: string,
): readonly ConfiguredBackend[] =>
  enabled_backends.map((name) => {
    const section = backends[name] ?? {};
    const path = section.file_volumes_path ?? (name === 'file' ? file_volumes_path : null);
    return {
      name,
      volume_backend_name: section.volume_backend_name ?? name,
      file_volumes_path:
        path === null ? join(dataDir, name === 'file' ? 'volumes' : `volumes-${name}`) : resolve(cwd, path),
      extra_capabilities: section.extra_capabilities ?? {},
    };
  });

/** Two backends in one directory would take each other's files for their own. */
export const sharedDirectory = (backends: readonly ConfiguredBackend[]): string | null => {
  const twice = backends.find(
    ({ file_volumes_path: path }, index) =>
      backends.findIndex(({ file_volumes_path }) => file_volumes_path === path) !== index,
  );
  return twice === undefined
    ? null
    : `the backend ${twice.name} has the directory of another one: ${twice.file_volumes_path}`;
};
