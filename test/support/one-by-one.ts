import type { BackupDriver } from '../../src/drivers/backup/port.js';

/**
 * A driver that tells of each object by itself, as one does whose objects take long: so something can happen between any two
 * of a small backup, every time the same. Told `together`, they come as the driver gives them.
 */
export const oneByOne = (driver: BackupDriver, together: () => boolean): BackupDriver => ({
  ...driver,
  backup: (request) =>
    driver.backup({
      ...request,
      async onChunks(chunks) {
        if (together()) return request.onChunks(chunks);
        for (const chunk of chunks) await request.onChunks([chunk]);
      },
    }),
});
