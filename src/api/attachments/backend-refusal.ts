import { ConnectionFailed } from '../../commands/attachment-connection.js';
import { HttpFault } from '../http/faults/http-fault.js';

/** A backend that fails is a 500 with a text of Cinder's; everything else goes its own way. */
export const orBackendFault = async <T>(work: Promise<T>, text: (reason: string) => string): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ConnectionFailed)) throw error;
    throw new HttpFault('HTTPInternalServerError', text(error.message));
  }
};
