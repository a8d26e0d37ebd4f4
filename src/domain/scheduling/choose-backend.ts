import { extraSpecMatches } from './extra-spec-matches.js';

/** A pool that volumes may lie in. */
export interface BackendCandidate {
  /** `host@backend#pool`. */
  readonly host: string;
  /** Its service lives and takes new work. */
  readonly usable: boolean;
  /** What the pool reports, in Cinder's words; `volume_backend_name` among them. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** GiB. */
  readonly freeGib: number;
}

export type ExtraSpecs = Readonly<Record<string, string>>;

/**
 * Which extra specs a pool has to meet: those without a scope, and those of the scope `capabilities`. Other scopes are a driver's
 * own (spec/api-core.md 5.1).
 */
const demands = (specs: ExtraSpecs): readonly (readonly [string, string])[] =>
  Object.entries(specs).flatMap(([key, want]) => {
    const [scope, name] = key.includes(':')
      ? [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)]
      : ['', key];
    return scope === '' || scope === 'capabilities' ? [[name, want] as const] : [];
  });

/** Does the pool meet what the type asks for? */
export const fitsExtraSpecs = (
  { capabilities }: Pick<BackendCandidate, 'capabilities'>,
  specs: ExtraSpecs,
): boolean =>
  demands(specs).every(
    ([name, want]) => capabilities[name] !== undefined && extraSpecMatches(capabilities[name], want),
  );

/** The usable pool that fits all of these types and has the most room; of equal ones the first. Null: no pool will do. */
export const chooseBackend = (
  candidates: readonly BackendCandidate[],
  ...specs: readonly ExtraSpecs[]
): string | null => {
  const fitting = candidates.filter((one) => one.usable && specs.every((each) => fitsExtraSpecs(one, each)));
  const best = fitting.reduce<BackendCandidate | null>(
    (chosen, one) => (chosen === null || one.freeGib > chosen.freeGib ? one : chosen),
    null,
  );
  return best?.host ?? null;
};
