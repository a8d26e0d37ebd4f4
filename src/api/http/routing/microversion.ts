import { HttpFault, badRequest } from '../faults/http-fault.js';

const MIN_MINOR = 0;
const MAX_MINOR = 71;
export const minVersion = `3.${MIN_MINOR}`;
export const maxVersion = `3.${MAX_MINOR}`;

export const versionHeader = 'OpenStack-API-Version';

/** The API version that a request is served at, 3.0 to 3.71 (spec 1.3). */
export class Microversion {
  constructor(
    readonly major: number,
    readonly minor: number,
  ) {}

  /** @param version such as `3.43`, the version that introduced something */
  atLeast(version: string): boolean {
    const [major, minor] = partsOf(version);
    return this.major > major || (this.major === major && this.minor >= minor);
  }

  toString(): string {
    return `${this.major}.${this.minor}`;
  }
}

const known = new Map<string, readonly [number, number]>();

/** Views ask for every row of a list, always about the same few versions. */
const partsOf = (version: string): readonly [number, number] => {
  const parts = known.get(version);
  if (parts !== undefined) return parts;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  known.set(version, [major, minor]);
  return [major, minor];
};

/** What the answer's version headers say; null where the answer carries none. */
export interface Negotiation {
  readonly version: Microversion | null;
  readonly refusal: HttpFault | null;
}

const refuse = (refusal: HttpFault, version: Microversion | null = null): Negotiation => ({
  version,
  refusal,
});

const wellFormed = /^([1-9]\d*)\.([1-9]\d*|0)$/;

const parsed = (text: string): Negotiation => {
  const match = wellFormed.exec(text);
  if (match === null) {
    const words = `API Version String ${text} is of invalid format. Must be of format MajorNum.MinorNum.`;
    return refuse(new HttpFault('InvalidAPIVersionString', words));
  }
  const version = new Microversion(Number(match[1]), Number(match[2]));
  if (version.major === 3 && version.minor >= MIN_MINOR && version.minor <= MAX_MINOR) {
    return { version, refusal: null };
  }
  const words = `Version ${version} is not supported by the API. Minimum is ${minVersion} and maximum is ${maxVersion}.`;
  return refuse(new HttpFault('InvalidGlobalAPIVersion', words), version);
};

/**
 * Reads `OpenStack-API-Version`. It is a comma list; the first item with the word `volume` in it counts. Without the
 * header the version is 3.0. A refused but well-formed version is still named in the answer's headers.
 */
export const negotiate = (header: string | undefined): Negotiation => {
  if (header === undefined) return { version: new Microversion(3, MIN_MINOR), refusal: null };
  const item = header.split(',').find((part) => part.includes('volume'));
  const [, text, ...rest] = item?.trim().split(/\s+/) ?? [];
  if (text === undefined || rest.length > 0) return refuse(badRequest());
  return text === 'latest' ? { version: new Microversion(3, MAX_MINOR), refusal: null } : parsed(text);
};
