import { uuidV5 } from '../../commands/uuid-v5.js';

/** The id of the cinder-volume service behind `host@backend#pool`; it follows from the name, so it lasts as long. */
export const serviceUuid = (host: string): string => uuidV5(`service/cinder-volume/${host.split('#')[0]}`);
