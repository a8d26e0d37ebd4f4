/** The compressed data breaks a rule of the format; the text says which. */
export class Damage extends Error {
  override readonly name = 'Damage';
}
