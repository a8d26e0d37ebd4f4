/** What an operation works on was taken from it meanwhile, by an administrator or a forced delete. The text says so. */
export class NoLongerHeld extends Error {
  override readonly name = 'NoLongerHeld';
}

/** Refuses to go on when `lost` is a reason. */
export const requireHeld = (lost: string | null): void => {
  if (lost !== null) throw new NoLongerHeld(lost);
};
