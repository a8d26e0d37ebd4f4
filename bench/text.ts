const digits = (value: number): number => {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return 0;
  return Math.abs(value) >= 10 ? 1 : 2;
};

/** A number with about three digits that tell something. */
export const plain = (value: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits(value), maximumFractionDigits: digits(value) });

export const percent = (share: number | null): string =>
  share === null ? '' : `${(share * 100).toFixed(0)} %`;

/** How many times. */
export const times = (ratio: number | undefined): string => (ratio === undefined ? '' : `${plain(ratio)}×`);
