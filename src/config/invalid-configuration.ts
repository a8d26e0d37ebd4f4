/** The configuration cannot be used. All problems are told at once, so that one look is enough to mend it. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
  constructor(readonly problems: readonly string[]) {
    super(['The configuration cannot be used:', ...problems.map((problem) => `  * ${problem}`)].join('\n'));
  }
}
