import { Ajv, type ValidateFunction } from 'ajv';
import { DomainError, type ErrorCode } from '../../src/domain/shared/errors.js';
import type { Aggregate, AnyEvent, EventCatalogue } from '../../src/domain/shared/event.js';
import { StepNotDue } from '../../src/domain/shared/step-not-due.js';

/** What a decider makes of the state; it may also throw. */
export type Decide<S, E> = (state: S | null) => readonly E[];

export interface Given<S, E> {
  /** The state, once these events happened. */
  readonly state: S | null;
  when(decide: Decide<S, E>): When<S, E>;
  /** These members of the state; null is "does not exist". */
  thenState(members: Partial<S> | null): void;
}

export interface When<S, E> {
  /** Exactly these events, in this order. */
  then(events: readonly E[]): Given<S, E>;
  thenNothing(): Given<S, E>;
  /** Refused with this code and exactly this text. */
  thenThrows(code: ErrorCode, message: string): void;
  /** The worker came too late or too early. */
  thenNotDue(): void;
  thenState(members: Partial<S> | null): void;
  /** A second decision on top of what the first one decided. */
  when(decide: Decide<S, E>): When<S, E>;
}

/** Moment of the n-th event of a history, so that no two of them are alike. */
export const momentOf = (index: number): string =>
  `2026-11-21T05:${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}.000000`;

export const foldAll = <S, E extends AnyEvent>(
  aggregate: Aggregate<S, E>,
  history: readonly E[],
  moment: (index: number) => string = momentOf,
): S | null =>
  history.reduce<S | null>(
    (state, event, index) => aggregate.evolve(state, { ...event, at: moment(index) }),
    null,
  );

/** Given what happened, when this is decided, then these events follow. Every event has to fit its own schema. */
export const given = <S, E extends AnyEvent>(
  aggregate: Aggregate<S, E>,
  history: readonly E[],
): Given<S, E> => {
  for (const event of history) expectToFit(aggregate.events, event);
  const state = foldAll(aggregate, history);
  return {
    state,
    when: (decide) => whenDecided(aggregate, history, () => decide(state)),
    thenState: (members) => expectMembers(state, members),
  };
};

const whenDecided = <S, E extends AnyEvent>(
  aggregate: Aggregate<S, E>,
  history: readonly E[],
  decide: () => readonly E[],
): When<S, E> => {
  const after = (): Given<S, E> => given(aggregate, [...history, ...decide()]);
  return {
    // oxlint-disable-next-line unicorn/no-thenable -- the word of the sentence; nothing awaits a specification
    then(events) {
      expect(decide()).toEqual(events);
      return after();
    },
    thenNothing() {
      expect(decide()).toEqual([]);
      return after();
    },
    thenThrows(code, message) {
      const error = thrownBy(decide);
      expect(error).toBeInstanceOf(DomainError);
      expect(error).toMatchObject({ code, message });
    },
    thenNotDue() {
      expect(thrownBy(decide)).toBeInstanceOf(StepNotDue);
    },
    thenState: (members) => after().thenState(members),
    when: (next) => after().when(next),
  };
};

const thrownBy = (decide: () => unknown): unknown => {
  try {
    return { decided: decide() };
  } catch (error) {
    return error;
  }
};

const expectMembers = (state: unknown, members: object | null): void => {
  if (members === null || state === null) expect(state).toBe(members);
  else expect(state).toEqual({ ...(state as object), ...members });
};

const ajv = new Ajv({ strict: true });
const compiled = new Map<object, ValidateFunction>();

const expectToFit = (catalogue: EventCatalogue, event: AnyEvent): void => {
  const definition = catalogue[event.type];
  if (definition === undefined) throw new Error(`${event.type} is in no catalogue`);
  const fits = compiled.get(definition) ?? ajv.compile(definition.schema.json);
  compiled.set(definition, fits);
  const stored: unknown = JSON.parse(JSON.stringify(event.data));
  if (!fits(stored)) throw new Error(`${event.type} does not fit its schema: ${ajv.errorsText(fits.errors)}`);
};
