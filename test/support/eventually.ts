import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `check` no longer throws; its last complaint is the test's failure. For effects that have no event to await. */
export const eventually = async (check: () => void | Promise<void>, withinMs = 10_000): Promise<void> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await sleep(5);
  }
};
