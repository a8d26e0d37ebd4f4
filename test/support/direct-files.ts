import { openDirect } from '../../src/drivers/backup/file-io/direct-file.js';

export const noDirect: typeof openDirect = () => Promise.resolve(null);

/** Direct reads and writes that come to an end after some, as those of a file system that changes its mind. */
export const soonRefused: typeof openDirect = async (file, access) => {
  const direct = await openDirect(file, access);
  let left = 3;
  return (
    direct && {
      read: (buffer, position) => (left-- > 0 ? direct.read(buffer, position) : Promise.resolve(null)),
      write: (data, position) => (left-- > 0 ? direct.write(data, position) : Promise.resolve(0)),
      close: () => direct.close(),
    }
  );
};
