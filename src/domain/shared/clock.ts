/** The wall clock, handed in so that tests can hold it still. */
export interface Clock {
  now(): Date;
}

/** Gives a new random UUID each time. */
export interface IdGenerator {
  next(): string;
}
