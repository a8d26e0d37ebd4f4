export interface TempestResults {
  readonly ok: readonly string[];
  readonly failed: readonly string[];
  /** With their reasons. */
  readonly skipped: readonly string[];
}

const matches = (output: string, pattern: RegExp): readonly string[] =>
  [
    ...new Set([...output.matchAll(pattern)].map((match) => match.slice(1).filter(Boolean).join('  # '))),
  ].sort();

/** Reads what `tempest run` printed. A class whose set-up fails counts as one failure. */
export const resultsOf = (output: string): TempestResults => ({
  ok: matches(output, /^\{\d+\} (.+) \[[\d.]+s\] \.\.\. ok$/gm),
  failed: [
    ...new Set([
      ...matches(output, /^\{\d+\} (.+) \[[\d.]+s\] \.\.\. FAILED.*$/gm),
      ...matches(output, /^((?:setUpClass|tearDownClass) .+)$/gm),
    ]),
  ].sort(),
  skipped: matches(output, /^\{\d+\} (.+) \.\.\. SKIPPED:? ?(.*)$/gm),
});
