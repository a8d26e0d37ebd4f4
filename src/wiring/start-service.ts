import { loadConfiguration } from '../config/configuration.js';
import { startAll } from './service.js';

/** Errors that an operator caused and can mend: they read the sentence, not the stack. */
const mendable = new Set([
  'InvalidConfiguration',
  'DataDirectoryInUse',
  'BackupStoreError',
  'VolumeBackendError',
  'UnusableCertificate',
]);

/** Starts the service and keeps it running until a signal ends it in good order. */
export const startService = async (env: NodeJS.ProcessEnv, cwd: string): Promise<void> => {
  try {
    const service = await startAll(loadConfiguration(env, cwd));
    process.stdout.write(`emberlog: ${service.doing}\n`);
    const stop = (): void => {
      process.removeListener('SIGTERM', stop).removeListener('SIGINT', stop);
      void service.stop().finally(() => process.exit(0));
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
    process.on('SIGHUP', () => void service.reload());
  } catch (error) {
    process.stderr.write(`emberlog: ${textOf(error)}\n`);
    process.exit(1);
  }
};

const textOf = (error: unknown): string => {
  const { name, message, stack, code } = error as NodeJS.ErrnoException;
  if (mendable.has(name)) return message;
  return code === 'EADDRINUSE' ? `${message}; is another Emberlog running?` : (stack ?? String(error));
};
